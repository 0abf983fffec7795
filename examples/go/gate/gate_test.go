package gate

import (
	"context"
	"strings"
	"testing"
	"testing/fstest"
)

func TestCheck(t *testing.T) {
	file := func(sql string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(sql)} }
	folder := fstest.MapFS{
		"0001_users.up.sql":   file("CREATE TABLE users (id int PRIMARY KEY, email text);"),
		"0001_users.down.sql": file("DROP TABLE users;"),
		"0002_orders.up.sql":  file("CREATE TABLE orders (id int PRIMARY KEY, note text);"),
	}
	if err := Check(context.Background(), folder, "postgres", 1); err != nil {
		t.Fatal(err)
	}
	folder["0003_mail.up.sql"] = file("ALTER TABLE users DROP COLUMN email;")
	err := Check(context.Background(), folder, "postgres", 1)
	if err == nil || !strings.Contains(err.Error(), "data-loss/drop-column") || !strings.Contains(err.Error(), "0003_mail.up.sql") {
		t.Fatal(err)
	}
	if err := Check(context.Background(), folder, "postgres", 3); err != nil {
		t.Fatal(err) // it has been run: nothing is left to judge
	}
}
