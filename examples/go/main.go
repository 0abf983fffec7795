// Two schemas in, the risk and the plan out: go run . BEFORE.sql AFTER.sql DIALECT
package main

import (
	"context"
	"fmt"
	"log"
	"os"

	migra "libmigra.org/go"
)

func must[T any](v T, err error) T {
	if err != nil {
		log.Fatal(err)
	}
	return v
}

func main() {
	before, after := must(os.Open(os.Args[1])), must(os.Open(os.Args[2]))
	report := must(migra.Analyze(context.Background(), before, after, &migra.ParseOptions{Dialect: os.Args[3]}, nil))
	defer report.Close()
	fmt.Printf("%d changes, risk %d (%s), safe: %v\n", len(must(report.Changes())), report.Score(), report.Level(), report.Safe())
	for _, f := range must(report.Findings()) {
		fmt.Println(f.Severity, f.Rule, f.Message)
	}
	fmt.Print(must(report.Plan().SQL(false)))
}
