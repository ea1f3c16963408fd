package main

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"
	"unicode"

	"github.com/spf13/cobra"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestJSONIsHarmlessToATerminalAndTheSame(t *testing.T) {
	t.Parallel()
	plain := "{\"name\":\"Zoë\t<b>\\u001b[0m 日本\"}\n"
	assert.Equal(t, plain, string(harmless([]byte(plain))), "nothing is escaped that needn't be")
	for _, hostile := range []string{"\u009b31m", "\u0085", "\u007f", "\u202eabc\u202c", "\u2066x", "\u200e"} {
		record := []byte(`{"name":"` + hostile + `","` + hostile + `":1}`)
		shown := harmless(record)
		assert.False(t, bytes.ContainsFunc(shown, func(r rune) bool { return unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) }), "%q", shown)
		assert.JSONEq(t, string(record), string(shown))

		var piped bytes.Buffer
		require.NoError(t, writeRecords(&piped, []json.RawMessage{record}))
		assert.Equal(t, "[\n"+string(record)+"\n]\n", piped.String(), "what is no terminal gets the record as it came")
	}
	assert.Equal(t, "a\uFFFD[2J\nb\uFFFD", told("a\x1b[2J\nb\u202e"))
}

func TestWhatAStoreSaysDoesNothingToATerminal(t *testing.T) {
	t.Parallel()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("X-Request-Id", "\u009b1m\u202e") // HTTP itself refuses the controls of ASCII
		w.WriteHeader(http.StatusUnprocessableEntity)
		_, _ = io.WriteString(w, `{"title":"\u001b[2J\u009b1m\u202e","errors":{"\u001b[31mname\u009b\n":"\u0007\u0000\u007f"},"details":{"\u009b":"\u202e"}}`)
	}))
	defer server.Close()
	env := map[string]string{"BIGCOMMERCE_API_URL": server.URL, "BIGCOMMERCE_STORE_HASH": "abc123", "BIGCOMMERCE_API_TOKEN": canary}
	for _, args := range [][]string{
		{"invoke", "create_customer", "--input", `{"email":"jane@example.com","first_name":"\u001b[2J","last_name":"\u009b"}`},
		{"invoke", "create_customer", "--input", `{"\u001b[2J\u009b":1}`},
		{"invoke", "get_customers", "--debug"},
		{"poll", "on_customers_updated", "--debug"},
		{"check", "--debug"},
		{"invoke", "\x1b[2J\u202e"},
		{"\x1b[2J"},
		{"check", "--\u009b"},
	} {
		called := execute(t, env, "", args...)
		assert.NotZero(t, called.code)
		assert.False(t, strings.ContainsFunc(called.stderr+called.stdout, func(r rune) bool {
			return actsOnTerminals(r) || r == '\r'
		}), "%q: %q", args, called.stderr)
	}
}

// flagName is a flag in the help of a command.
var flagName = regexp.MustCompile(`--[a-z][a-z-]*`)

func TestSecretsComeFromTheEnvironmentOnly(t *testing.T) {
	t.Parallel()
	p := newProgram(func(string) string { return "" }, strings.NewReader(""), io.Discard, io.Discard)
	built, err := p.newRegistry("")
	require.NoError(t, err)
	defer func() { require.NoError(t, built.Close()) }()
	p.use(built)
	commands := 0
	var look func(command *cobra.Command)
	look = func(command *cobra.Command) {
		commands++
		flags := flagName.FindAllString(command.LocalFlags().FlagUsages()+command.InheritedFlags().FlagUsages(), -1)
		for _, word := range []string{"token", "secret", "password", "credential", "hash", "auth"} {
			assert.NotContains(t, strings.Join(flags, " "), word, command.CommandPath())
		}
		for _, child := range command.Commands() {
			look(child)
		}
	}
	look(p.rootCommand())
	assert.Greater(t, commands, 30)
}

func TestWhatListensIsReachedFromThisMachineOnlyUnlessToldOtherwise(t *testing.T) {
	t.Parallel()
	p := newProgram(func(string) string { return "" }, strings.NewReader(""), io.Discard, io.Discard)
	assert.Equal(t, "127.0.0.1:8080", p.sandboxCommand().Flags().Lookup("addr").DefValue)
	for destination, wanted := range map[string]string{
		"http://127.0.0.1:9000/hook": "127.0.0.1:9000", "http://localhost:9000": "localhost:9000", "http://[::1]:9000/": "[::1]:9000",
		"https://example.com/hook": "", "http://10.0.0.1:9000/": "", "http://127.0.0.1.evil.com:9000/": "", "http://0.0.0.0:9000/": "", "https://user@127.0.0.1/": "",
	} {
		address, _, err := listenFlags{destination: destination, file: kept{what: "subscription"}}.endpoint()
		if wanted == "" {
			require.ErrorContains(t, err, "--addr is missing", destination)
			continue
		}
		require.NoError(t, err)
		assert.Equal(t, wanted, address)
	}
}
