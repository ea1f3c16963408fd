package registry

// Access is what a credential may do with a scope.
type Access string

// What a check can find out about a scope.
const (
	Granted Access = "granted"
	Denied  Access = "denied"
	Unknown Access = "unknown"
)

// Report is the answer to a credential test.
type Report struct {
	// OK tells whether the credential can be used.
	OK bool `json:"ok"`
	// Message says in one or two sentences what was found and what to do about it.
	Message string `json:"message"`
	// Scopes has one entry for each group of permissions that was looked at.
	Scopes []ScopeReport `json:"scopes"`
	// Failure is why the credential can't be used.
	Failure *Failure `json:"failure,omitempty"`
}

// ScopeReport tells what a credential may do with one group of permissions.
type ScopeReport struct {
	// Group is the name of the permission in the vendor's control panel, Scope its technical name.
	Group string `json:"group"`
	Scope string `json:"scope"`
	Read  Access `json:"read"`
	Write Access `json:"write"`
	// Message says what to do when access is missing.
	Message string `json:"message,omitempty"`
	// BlockedOperations are the codes of operations that can't run for want of this permission.
	BlockedOperations []string `json:"blocked_operations"`
}

// normalized returns the report with empty lists instead of nil ones, so that JSON shows [].
func (r Report) normalized() Report {
	scopes := make([]ScopeReport, 0, len(r.Scopes))
	for _, scope := range r.Scopes {
		if scope.BlockedOperations == nil {
			scope.BlockedOperations = []string{}
		}
		scopes = append(scopes, scope)
	}
	r.Scopes = scopes
	return r
}
