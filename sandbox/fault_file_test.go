package sandbox_test

import (
	"os"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/appseconnect/bigcommerce-connector/sandbox"
)

func TestAFileOfFaultsSaysWhatCodeCan(t *testing.T) {
	t.Parallel()
	plan, err := sandbox.ParseFaults([]byte(`{"seed": 18446744073709551615, "faults": [
		{"kind": "late_commit", "method": "POST", "path": "/v3/customers", "rate": 0.05, "commit_after": "1m30s", "status": 504, "body": "{}", "content_type": "a/b"},
		{"kind": "reset", "nth": 3, "times": 2, "commit": true},
		{"kind": "slow_header", "header_delay": "1.5s"},
		{"kind": "slow_body", "body_delay": "2s", "path": "/v2/orders/*"},
		{"kind": "status", "status": 500, "rate": 0},
		{"kind": "rate_limit_headers", "left": -1, "reset_ms": "soon"},
		{"kind": "duplicate_delivery"},
		{"kind": "late_delivery", "deliver_after": "2m", "scope": "store/order/*", "rate": 1e-1}
	]}`))
	require.NoError(t, err)
	assert.Equal(t, sandbox.FaultPlan{Seed: 1<<64 - 1, Faults: []sandbox.Fault{
		{
			Method: "POST", PathPattern: "/v3/customers", Rate: 0.05, CommitAfter: 90 * time.Second,
			Status: 504, Body: "{}", ContentType: "a/b",
		},
		{Nth: 3, Times: 2, Commit: true, Drop: true},
		{HeaderDelay: 1500 * time.Millisecond},
		{BodyDelay: 2 * time.Second, PathPattern: "/v2/orders/*"},
		{Headers: map[string]string{"X-Rate-Limit-Requests-Left": "-1", "X-Rate-Limit-Time-Reset-Ms": "soon"}},
		{Copies: 2},
		{DeliverAfter: 2 * time.Minute, Scope: "store/order/*", Rate: 0.1},
	}}, plan, "a rate of 0 switches a rule off")
}

func TestAFaultOfAFileHasTheKindThatItsRuleNames(t *testing.T) {
	t.Parallel()
	for _, rule := range allKinds() {
		plan, err := sandbox.ParseFaults([]byte(`{"faults":[` + rule + `]}`))
		require.NoError(t, err, rule)
		assert.Contains(t, rule, `"kind":"`+plan.Faults[0].Kind()+`"`)
	}
}

// allKinds is the shortest rule of each kind.
func allKinds() []string {
	return []string{
		`{"kind":"reset"}`, `{"kind":"status","status":500}`, `{"kind":"late_commit","commit_after":"1s"}`,
		`{"kind":"slow_header","header_delay":"1s"}`, `{"kind":"slow_body","body_delay":"1s"}`, `{"kind":"truncated_body"}`,
		`{"kind":"html_body"}`, `{"kind":"empty_body"}`, `{"kind":"wrong_content_type"}`, `{"kind":"too_many_requests"}`,
		`{"kind":"no_rate_limit_headers"}`, `{"kind":"rate_limit_headers","left":0}`, `{"kind":"clock_skew","clock_skew":"-1s"}`,
		`{"kind":"duplicate_delivery"}`, `{"kind":"lost_delivery"}`, `{"kind":"late_delivery","deliver_after":"1s"}`,
	}
}

func TestAFileOfFaultsIsRefusedInTheUsersWords(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		rule string // or a whole file
		says string
	}{
		"nothing":               {``, "line 1 is no JSON"},
		"broken JSON":           {"{\"faults\": [\n{\"kind\": \"reset\",}\n]}", "line 2 is no JSON"},
		"more than one value":   {`{"faults":[]} {}`, "line 1 is no JSON"},
		"a list":                {`[{"kind":"reset"}]`, `the file is no JSON object: write {"faults": [...]}`},
		"unknown field":         {`{"fault":[],"faults":[]}`, `"fault" is not a field of the file`},
		"no faults":             {`{"seed":1}`, "faults is missing"},
		"faults are no list":    {`{"faults":{}}`, "faults is not a list of rules"},
		"faults are null":       {`{"faults":null}`, "faults is not a list of rules"},
		"twice":                 {`{"faults":[],"faults":[]}`, "faults is there twice"},
		"negative seed":         {`{"seed":-1,"faults":[]}`, "seed is -1, not a whole number from 0 up"},
		"seed as text":          {`{"seed":"1","faults":[]}`, `seed is "1", not a whole number`},
		"rule is no object":     {`7`, "fault 1: is 7, not an object"},
		"no kind":               {`{"status":500}`, "fault 1: kind is missing: it is one of clock_skew, "},
		"bad kind":              {`{"kind":"explode"}`, `fault 1: kind is "explode", not one of clock_skew, `},
		"kind is a number":      {`{"kind":1}`, "fault 1: kind is 1, not one of"},
		"bad field":             {`{"kind":"reset","rates":1}`, `fault 1 (reset): "rates" is not a field of the kind, which has kind, method, path, nth, times, rate, commit`},
		"field of another kind": {`{"kind":"reset","status":500}`, `fault 1 (reset): "status" is not a field of the kind`},
		"field twice":           {`{"kind":"reset","nth":1,"nth":2}`, "fault 1 (reset): nth is there twice"},
		"request of a delivery": {`{"kind":"lost_delivery","path":"/v3/hooks"}`, `"path" is not a field of the kind, which has kind, scope,`},
		"scope of a request":    {`{"kind":"reset","scope":"store/order/*"}`, `"scope" is not a field of the kind`},
		"no status":             {`{"kind":"status"}`, "fault 1 (status): status is missing"},
		"no time":               {`{"kind":"late_commit"}`, "commit_after is missing"},
		"no claim":              {`{"kind":"rate_limit_headers"}`, "give at least one of quota, left, window_ms, reset_ms, retry_after"},
		"claim is a boolean":    {`{"kind":"rate_limit_headers","left":true}`, "left is true, not a text in quotes; it may be a number, too"},
		"claim of two lines":    {`{"kind":"rate_limit_headers","left":"1\r\nX: y"}`, "left is \"1\\r\\nX: y\": a header has only printable"},
		"status too low":        {`{"kind":"status","status":100}`, "status is 100, not a number from 200 to 599"},
		"status as text":        {`{"kind":"status","status":"500"}`, `status is "500", not a whole number`},
		"broken status":         {`{"kind":"status","status":500.0}`, "status is 500.0, not a whole number"},
		"status is null":        {`{"kind":"status","status":null}`, "status is null, not a whole number"},
		"rate too high":         {`{"kind":"reset","rate":1.01}`, "rate is 1.01, not a number from 0 to 1"},
		"rate too low":          {`{"kind":"reset","rate":-0.1}`, "rate is -0.1, not a number from 0 to 1"},
		"rate as text":          {`{"kind":"reset","rate":"10%"}`, `rate is "10%", not a number from 0 to 1`},
		"rate out of reach":     {`{"kind":"reset","rate":1e999}`, "rate is 1e999, not a number from 0 to 1"},
		"negative duration":     {`{"kind":"slow_body","body_delay":"-1s"}`, `body_delay is "-1s": a duration must not be negative`},
		"no duration":           {`{"kind":"slow_body","body_delay":"0s"}`, "body_delay is 0: a duration must be above it"},
		"duration as number":    {`{"kind":"slow_body","body_delay":5}`, `body_delay is 5, not a duration such as "250ms"`},
		"duration in words":     {`{"kind":"late_commit","commit_after":"2 minutes"}`, `commit_after is "2 minutes", not a duration`},
		"negative delivery":     {`{"kind":"late_delivery","deliver_after":"-1s"}`, "must not be negative"},
		"no skew":               {`{"kind":"clock_skew","clock_skew":"0s"}`, "clock_skew is 0: say how fast"},
		"method in lower case":  {`{"kind":"reset","method":"post"}`, `method is "post", not one of GET, HEAD, POST, PUT, DELETE`},
		"path of a store":       {`{"kind":"reset","path":"/stores/x/v3/customers"}`, "not a path below the store"},
		"path is no pattern":    {`{"kind":"reset","path":"/v3/[a"}`, `path is "/v3/[a", whose brackets`},
		"path is blank":         {`{"kind":"reset","path":""}`, "not a path below the store"},
		"scope is none":         {`{"kind":"lost_delivery","scope":"orders"}`, `scope is "orders", not the scope of events`},
		"nth is 0":              {`{"kind":"reset","nth":0}`, "nth is 0, not a number from 1"},
		"times is negative":     {`{"kind":"reset","times":-3}`, "times is -3, not a number from 1"},
		"one copy":              {`{"kind":"duplicate_delivery","copies":1}`, "copies is 1, not a number from 2 to 100"},
		"commit is a text":      {`{"kind":"reset","commit":"yes"}`, `commit is "yes", not true or false`},
		"drawn and counted":     {`{"kind":"reset","rate":0.1,"nth":2}`, "rate and nth contradict each other"},
		"drawn some times":      {`{"kind":"reset","rate":0.1,"times":2}`, "rate and times contradict each other"},
		"body without a status": {`{"kind":"late_commit","commit_after":"1s","body":"x"}`, "body needs a status"},
		"body of a 204":         {`{"kind":"status","status":204,"body":"x"}`, "body contradicts status: an answer 204 has none"},
		"HTML of a 204":         {`{"kind":"html_body","status":204}`, "status is 204, whose answer has no body"},
		"late read":             {`{"kind":"late_commit","commit_after":"1s","method":"GET"}`, "method is GET, which changes nothing that could take effect late"},
		"committed anyway":      {`{"kind":"html_body","commit":true}`, "commit needs a status"},
		"right content type":    {`{"kind":"wrong_content_type","content_type":"application/json; charset=utf-8"}`, "which is the right one"},
		"content type of lines": {`{"kind":"wrong_content_type","content_type":"a\nb"}`, "printable ASCII"},
		"rates above 1":         {`{"kind":"reset","rate":0.6},{"kind":"empty_body","rate":0.5}`, "faults 1, 2: the rates for the same requests or deliveries add up to 1.1, more than 1"},
		"overlapping rates":     {`{"kind":"reset","rate":0.6,"method":"POST","path":"/v3/customers"},{"kind":"empty_body","rate":0.5,"path":"/v3/*"}`, "faults 1, 2: the rates"},
		"rates of deliveries":   {`{"kind":"lost_delivery","rate":0.6,"scope":"store/order/created"},{"kind":"duplicate_delivery","rate":0.5,"scope":"store/order/*"}`, "faults 1, 2: the rates"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			file := test.rule
			if strings.HasPrefix(file, `{"kind`) || strings.HasPrefix(file, `{"status`) || file == "7" {
				file = `{"faults":[` + file + `]}`
			}
			_, err := sandbox.ParseFaults([]byte(file))
			require.Error(t, err)
			assert.Contains(t, err.Error(), test.says)
			assert.NotContains(t, err.Error(), "\n", "one message")
		})
	}
}

func TestRatesOfDifferentRequestsDontAddUp(t *testing.T) {
	t.Parallel()
	_, err := sandbox.ParseFaults([]byte(`{"faults":[
		{"kind":"reset","rate":1,"method":"POST"},
		{"kind":"reset","rate":1,"method":"GET","path":"/v3/customers"},
		{"kind":"empty_body","rate":1,"method":"GET","path":"/v2/orders"},
		{"kind":"lost_delivery","rate":1}
	]}`))
	assert.NoError(t, err)
}

func TestAFileOfFaultsIsRefusedAsAWhole(t *testing.T) {
	t.Parallel()
	plan, err := sandbox.ParseFaults([]byte(`{"sead":1,"faults":[
		{"kind":"reset"},
		{"kind":"status","rate":2,"nth":1,"colour":"red"},
		{"kind":"boom"}
	]}`))
	require.Error(t, err)
	assert.Empty(t, plan)
	var begins []string
	for line := range strings.SplitSeq(err.Error(), "\n") {
		begins = append(begins, strings.Join(strings.Fields(line)[:4], " "))
	}
	assert.Equal(t, []string{
		`"sead" is not a`,
		`fault 2 (status): "colour"`,
		`fault 2 (status): rate`,
		`fault 2 (status): status`,
		`fault 2 (status): rate`,
		`fault 3: kind is`,
	}, begins)
}

func TestTheManualsFileOfFaultsIsOne(t *testing.T) {
	t.Parallel()
	manual, err := os.ReadFile("../docs/sandbox.md")
	require.NoError(t, err)
	blocks := regexp.MustCompile("(?s)```json\n(.*?)```").FindAllStringSubmatch(string(manual), -1)
	require.Len(t, blocks, 1)
	plan, err := sandbox.ParseFaults([]byte(blocks[0][1]))
	require.NoError(t, err)
	assert.NotEmpty(t, plan.Faults)
	assert.NotZero(t, plan.Seed)
	for _, rule := range allKinds() {
		kind, _, _ := strings.Cut(strings.TrimPrefix(rule, `{"kind":"`), `"`)
		assert.Contains(t, string(manual), "| `"+kind+"` |", "the table")
	}
	_, err = sandbox.ParseFaults([]byte(`{"faults":[{"kind":"-"}]}`))
	assert.Len(t, strings.Split(err.Error(), ", "), len(allKinds())+1, "these are all kinds")
}

func FuzzParseFaults(f *testing.F) {
	for _, rule := range allKinds() {
		f.Add([]byte(`{"seed":1,"faults":[` + rule + `]}`))
	}
	f.Add([]byte(`{"faults":[{"kind":"reset","rate":0.5},{"kind":"status","status":429,"rate":1,"nth":2,"path":"/v3/[a-z]*"}]}`))
	f.Add([]byte(`{"faults":[{"kind":"rate_limit_headers","left":"é","quota":-1e5}],"faults":null}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		plan, err := sandbox.ParseFaults(data)
		if err != nil {
			require.Empty(t, plan)
			return
		}
		for _, fault := range plan.Faults {
			require.NotEqual(t, "other", fault.Kind())
			require.True(t, fault.Rate >= 0 && fault.Rate <= 1 && fault.Nth >= 0 && fault.Times >= 0)
			require.True(t, fault.CommitAfter >= 0 && fault.HeaderDelay >= 0 && fault.BodyDelay >= 0 && fault.DeliverAfter >= 0)
		}
	})
}
