// bench/bindings/measure.c in Go; rules of the host run along when memory is measured.
package main

import (
	"bytes"
	"context"
	"fmt"
	"log"
	"os"
	"strconv"
	"strings"
	"syscall"
	"time"

	migra "libmigra.org/go"
)

func must[T any](v T, err error) T {
	if err != nil {
		log.Fatal(err)
	}
	return v
}

func resident() int {
	return must(strconv.Atoi(strings.Fields(string(must(os.ReadFile("/proc/self/statm"))))[1])) * 4
}

func cpu() time.Duration {
	var t syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &t); err != nil {
		log.Fatal(err)
	}
	return time.Duration(t.Utime.Nano() + t.Stime.Nano())
}

func main() {
	ctx, o := context.Background(), &migra.ParseOptions{Dialect: os.Args[4]}
	before, after := must(os.ReadFile(os.Args[2])), must(os.ReadFile(os.Args[3]))
	c := must(migra.New(nil))
	parse := func(sql []byte) *migra.Schema { return must(c.Parse(ctx, bytes.NewReader(sql), o)) }
	if os.Args[1] == "cross" {
		a, b := parse(before), parse(after)
		best := time.Hour
		for end := cpu() + time.Duration(must(strconv.ParseFloat(os.Args[5], 64))*1e9); cpu() < end; {
			start := cpu()
			report := must(a.Analyze(ctx, b, nil))
			must(report.JSON())
			report.Close()
			if took := cpu() - start; took < best {
				best = took
			}
		}
		fmt.Printf("%.3f\n", float64(best)/1e6)
		return
	}
	err := c.AddRule(migra.Rule{ID: "bench/rule", Title: "A rule that looks and emits", Check: func(v *migra.RuleView) error {
		return v.Emit(migra.Emission{Message: "seen", Change: &must(v.Changes())[0]})
	}})
	if err != nil {
		log.Fatal(err)
	}
	count, early := must(strconv.Atoi(os.Args[5])), 0
	for i := 0; i < count; i++ {
		a, b := parse(before), parse(after)
		report := must(a.Analyze(ctx, b, nil))
		must(report.JSON())
		report.Close()
		a.Close()
		b.Close()
		if i == count/10 {
			early = resident()
		}
	}
	fmt.Println(early, resident())
}
