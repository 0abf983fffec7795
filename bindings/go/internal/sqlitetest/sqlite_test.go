// Package sqlitetest runs plans on SQLite, with the driver that Debian packages.
package sqlitetest

import (
	"context"
	"database/sql"
	"errors"
	"strings"
	"testing"

	_ "github.com/mattn/go-sqlite3"
	migra "libmigra.org/go"
	"libmigra.org/go/live"
)

const (
	before = "CREATE TABLE t (id integer PRIMARY KEY, a text);"
	after  = "CREATE TABLE t (id integer PRIMARY KEY, a text NOT NULL DEFAULT '', b int); CREATE INDEX i ON t (a);"
)

func open(t *testing.T) (*sql.DB, *migra.Plan) {
	db, err := sql.Open("sqlite3", ":memory:")
	if err != nil {
		t.Fatal(err)
	}
	db.SetMaxOpenConns(1)
	t.Cleanup(func() { db.Close() })
	if _, err := db.Exec(before + "INSERT INTO t VALUES (1, 'x')"); err != nil {
		t.Fatal(err)
	}
	report, err := migra.Analyze(context.Background(), strings.NewReader(before), strings.NewReader(after),
		&migra.ParseOptions{Dialect: "sqlite", EngineVersion: "3.40"}, &migra.AnalyzeOptions{Plan: &migra.PlanOptions{DiscardData: true}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(report.Close)
	return db, report.Plan()
}

func difference(t *testing.T, db *sql.DB, wanted string) string {
	rows, err := db.Query("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL")
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	var all string
	for rows.Next() {
		var one string
		if err := rows.Scan(&one); err != nil {
			t.Fatal(err)
		}
		all += one + ";\n"
	}
	c, _ := migra.New(nil)
	defer c.Close()
	o := &migra.ParseOptions{Dialect: "sqlite"}
	here, _ := c.Parse(context.Background(), strings.NewReader(all), o)
	there, _ := c.Parse(context.Background(), strings.NewReader(wanted), o)
	d, err := here.Difference(there)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestThereAndBack(t *testing.T) {
	db, plan := open(t)
	if _, err := live.Run(context.Background(), db, plan, live.Options{}); err != nil {
		t.Fatal(err)
	}
	if d := difference(t, db, after); d != "" {
		t.Fatal(d)
	}
	if _, err := live.Run(context.Background(), db, plan, live.Options{RunOptions: migra.RunOptions{Down: true}}); err != nil {
		t.Fatal(err)
	}
	if d := difference(t, db, before); d != "" {
		t.Fatal(d)
	}
	var a string
	if err := db.QueryRow("SELECT a FROM t WHERE id = 1").Scan(&a); err != nil || a != "x" {
		t.Fatal(a, err)
	}
}

func TestRefused(t *testing.T) {
	db, plan := open(t)
	if _, err := db.Exec("CREATE TABLE _migra_new_t (x)"); err != nil {
		t.Fatal(err)
	}
	_, err := live.Run(context.Background(), db, plan, live.Options{})
	var e *live.Error
	if !errors.As(err, &e) || e.Err == nil {
		t.Fatal(err)
	}
	if d := difference(t, db, before+"CREATE TABLE _migra_new_t (x);"); d != "" {
		t.Fatal(d)
	}
}
