package migra_test

import (
	"context"
	"fmt"
	"log"
	"strings"

	migra "libmigra.org/go"
)

func ExampleAnalyze() {
	before := strings.NewReader("CREATE TABLE users (id int PRIMARY KEY, age int);")
	after := strings.NewReader("CREATE TABLE users (id int PRIMARY KEY, age int, email text);")
	report, err := migra.Analyze(context.Background(), before, after, &migra.ParseOptions{Dialect: "postgres"}, nil)
	if err != nil {
		log.Fatal(err)
	}
	defer report.Close()
	changes, _ := report.Changes()
	for _, change := range changes {
		fmt.Println(change.Type, change.Table, change.Column)
	}
	fmt.Println(report.Safe())
	// Output:
	// add_column users email
	// true
}

func ExampleContext_AddRule() {
	c, err := migra.New(nil)
	if err != nil {
		log.Fatal(err)
	}
	defer c.Close()
	err = c.AddRule(migra.Rule{ID: "team/ask-first", Title: "New columns are talked over", Severity: migra.SeverityError,
		Check: func(v *migra.RuleView) error {
			changes, err := v.Changes()
			if err != nil {
				return err
			}
			for i := range changes {
				if changes[i].Type == "add_column" {
					if err := v.Emit(migra.Emission{Change: &changes[i], Message: "talk to the data team first"}); err != nil {
						return err
					}
				}
			}
			return nil
		}})
	if err != nil {
		log.Fatal(err)
	}
	ctx, postgres := context.Background(), &migra.ParseOptions{Dialect: "postgres"}
	before, _ := c.Parse(ctx, strings.NewReader("CREATE TABLE t (a int PRIMARY KEY);"), postgres)
	after, _ := c.Parse(ctx, strings.NewReader("CREATE TABLE t (a int PRIMARY KEY, b int);"), postgres)
	report, err := before.Analyze(ctx, after, nil)
	if err != nil {
		log.Fatal(err)
	}
	findings, _ := report.Findings()
	for _, f := range findings {
		fmt.Println(f.Severity, f.Rule, f.Message)
	}
	// Output:
	// error team/ask-first talk to the data team first
}

func ExampleSchema_Diff() {
	c, err := migra.New(nil)
	if err != nil {
		log.Fatal(err)
	}
	defer c.Close()
	ctx, mysql := context.Background(), &migra.ParseOptions{Dialect: "mysql"}
	before, _ := c.Parse(ctx, strings.NewReader("CREATE TABLE t (a int);"), mysql)
	after, _ := c.Parse(ctx, strings.NewReader("CREATE TABLE t (b int);"), mysql)
	diff, err := before.Diff(ctx, after, &migra.DiffOptions{Declared: map[string]string{"t.a": "b"}})
	if err != nil {
		log.Fatal(err)
	}
	plan, err := diff.Plan(ctx, &migra.PlanOptions{Strategy: migra.StrategyFast})
	if err != nil {
		log.Fatal(err)
	}
	details, _ := plan.Details()
	for _, step := range details.Steps() {
		fmt.Println(step.SQL)
	}
	// Output:
	// ALTER TABLE t RENAME COLUMN a TO b
}
