package migra

import (
	"encoding/json"
	"fmt"
)

// Change is one difference between two schemas.
type Change struct {
	ID         string         `json:"id"`
	Type       string         `json:"type"`
	Object     string         `json:"object"`
	Schema     string         `json:"schema"`
	Table      string         `json:"table"`
	Column     string         `json:"column"`
	Name       string         `json:"name"`
	From       string         `json:"from"`
	To         string         `json:"to"`
	Reversible bool           `json:"reversible"`
	DataLoss   DataLoss       `json:"data_loss"`
	Details    map[string]any `json:"details"`
	DependsOn  []string       `json:"depends_on"`
	Undecided  string         `json:"-"` // why offline knowledge cannot tell whether it is a change at all; "" when it is one
}

// UnmarshalJSON reads a change of a document.
func (c *Change) UnmarshalJSON(text []byte) error {
	type row Change
	if err := json.Unmarshal(text, (*row)(c)); err != nil {
		return err
	}
	c.Undecided, _ = c.Details["undecided"].(string)
	return nil
}

// Finding is what a rule says of a change.
type Finding struct {
	Rule       string    `json:"rule"`
	Severity   Severity  `json:"severity"`
	Blocking   bool      `json:"blocking"`
	Change     string    `json:"change"` // "" when it is about the whole
	Message    string    `json:"message"`
	Suggestion string    `json:"suggestion"`
	Location   *Location `json:"location"`
	Probe      *Probe    `json:"probe"`
	Docs       string    `json:"docs"`
	Points     int       `json:"points"`
}

// Location is a place in a source.
type Location struct {
	Source string `json:"source"`
	Line   int    `json:"line"`
	Column int    `json:"column"`
}

// Probe is a read-only query that settles a finding on live data.
type Probe struct {
	SQL string `json:"sql"`
}

// Step is one step of a plan or of its way back.
type Step struct {
	ID            string   `json:"id"`
	Change        string   `json:"change"`
	Op            string   `json:"op"`
	Title         string   `json:"title"`
	SQL           string   `json:"sql"`
	Manual        string   `json:"manual"` // what a person has to decide
	Transaction   string   `json:"transaction"`
	Lock          string   `json:"lock"`
	LockTargets   []string `json:"lock_targets"`
	RewritesTable bool     `json:"rewrites_table"`
	ScansTable    bool     `json:"scans_table"`
	Algorithm     string   `json:"algorithm"`
	EstimateMS    *int64   `json:"estimate_ms"`
	DestroysData  bool     `json:"destroys_data"`
	ChangesRows   bool     `json:"changes_rows"`
	RollbackSQL   string   `json:"rollback_sql"`
	NoRollback    string   `json:"no_rollback"`
	VerifySQL     string   `json:"verify_sql"`
	ToolCommand   string   `json:"tool_command"`
	Findings      []string `json:"findings"`
}

// Phase has the steps of "expand", "migrate" or "contract".
type Phase struct {
	Phase           string   `json:"phase"`
	Steps           []Step   `json:"steps"`
	WayBackVerified Verified `json:"way_back_verified"`
}

// Recovery tells what the way back restores, and from where.
type Recovery struct {
	Object  string `json:"object"`
	SavedIn string `json:"saved_in"`
	How     string `json:"how"`
}

// Rollback is the way back.
type Rollback struct {
	Verified           Verified   `json:"verified"`
	NotVerifiedBecause string     `json:"not_verified_because"`
	Complete           bool       `json:"complete"`
	Steps              []Step     `json:"steps"`
	DataRecovery       []Recovery `json:"data_recovery"`
}

// PlanDetails is a plan as values.
type PlanDetails struct {
	Name               string   `json:"name"`
	Verified           Verified `json:"verified"`
	NotVerifiedBecause string   `json:"not_verified_because"`
	Phases             []Phase  `json:"phases"`
	LeftOut            []string `json:"left_out"`
	Rollback           Rollback `json:"-"`
}

// Steps are those of all phases.
func (p *PlanDetails) Steps() (steps []Step) {
	for _, phase := range p.Phases {
		steps = append(steps, phase.Steps...)
	}
	return steps
}

// Statement is one statement of a source, and how much of it is in the model.
type Statement struct {
	Index      int        `json:"index"`
	Kind       string     `json:"kind"`
	Object     string     `json:"object"`
	Understood Understood `json:"understood"`
	Line       int        `json:"line"`
	Column     int        `json:"column"`
	Offset     int        `json:"offset"`
	Length     int        `json:"length"`
	Source     string     `json:"source"`
}

// Diagnostic is a message about a source.
type Diagnostic struct {
	Severity Severity `json:"severity"`
	Code     string   `json:"code"`
	Message  string   `json:"message"`
	Source   string   `json:"source"`
	Line     int      `json:"line"`
	Column   int      `json:"column"`
	Expected []string `json:"expected"`
	Hint     string   `json:"hint"`
}

// RuleInfo describes a rule, built in or registered.
type RuleInfo struct {
	ID       string   `json:"id"`
	Title    string   `json:"title"`
	Severity Severity `json:"severity"`
	Dialects []string `json:"dialects"`
	Why      string   `json:"why"`
	Fix      string   `json:"fix"`
	Source   string   `json:"source"`
}

// The words of documents.
var (
	severities = []string{"info", "warning", "error", "critical"}
	losses     = []string{"none", "possible", "certain"}
	proofs     = []string{"no", "replayed", "executed"}
	degrees    = []string{"no", "partial", "full"}
)

func word(words []string, text []byte) (int32, error) {
	for i, w := range words {
		if w == string(text) {
			return int32(i), nil
		}
	}
	return 0, fmt.Errorf("migra: %q is none of %q", text, words)
}

// UnmarshalText reads the word that documents use.
func (s *Severity) UnmarshalText(text []byte) error {
	n, err := word(severities, text)
	*s = Severity(n)
	return err
}

// UnmarshalText reads the word that documents use.
func (d *DataLoss) UnmarshalText(text []byte) error {
	n, err := word(losses, text)
	*d = DataLoss(n)
	return err
}

// UnmarshalText reads the word that documents use.
func (v *Verified) UnmarshalText(text []byte) error {
	n, err := word(proofs, text)
	*v = Verified(n)
	return err
}

// UnmarshalText reads the word that documents use.
func (u *Understood) UnmarshalText(text []byte) error {
	n, err := word(degrees, text)
	*u = Understood(n)
	return err
}
