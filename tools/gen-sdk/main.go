// Command gen-sdk writes the SDK of a component package in one language, from its schema.
//
// It is what `pulumi package gen-sdk` and `pulumi package add` do, for a machine without Pulumi's
// language hosts: the generators of Python, Go and Node.js are part of the CLI's own module. Those of
// C# and Java are not: they are in pulumi-dotnet and pulumi-java alone.
//
//	go run ./gen-sdk -language python -schema schema.json -out sdk
package main

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"sort"
	"strings"

	golang "github.com/pulumi/pulumi/pkg/v3/codegen/go"
	"github.com/pulumi/pulumi/pkg/v3/codegen/nodejs"
	"github.com/pulumi/pulumi/pkg/v3/codegen/python"
	"github.com/pulumi/pulumi/pkg/v3/codegen/schema"
)

const tool = "gen-sdk"

type files = map[string][]byte

var generators = map[string]func(*schema.Package) (files, error){
	"go": func(pkg *schema.Package) (files, error) {
		return golang.GeneratePackage(tool, pkg, nil)
	},
	"nodejs": func(pkg *schema.Package) (files, error) {
		return nodejs.GeneratePackage(tool, pkg, nil, nil, true, noPackages{})
	},
	"python": func(pkg *schema.Package) (files, error) {
		return python.GeneratePackage(tool, pkg, nil, noPackages{})
	},
}

func main() {
	language := flag.String("language", "", strings.Join(languages(), ", "))
	source := flag.String("schema", "", "file that `pulumi package get-schema` wrote; - is standard input")
	out := flag.String("out", "", "folder to write to; emptied first")
	flag.Parse()
	if err := run(*language, *source, *out); err != nil {
		fmt.Fprintf(os.Stderr, "%s: %v\n", tool, err)
		os.Exit(1)
	}
}

func run(language, source, out string) error {
	generate, known := generators[language]
	if !known {
		return fmt.Errorf("-language takes %s, got: %q", strings.Join(languages(), ", "), language)
	}
	if source == "" || out == "" {
		return errors.New("-schema and -out are needed: see -help")
	}
	pkg, err := read(source)
	if err != nil {
		return err
	}
	made, err := generate(pkg)
	if err != nil {
		return fmt.Errorf("the %s SDK cannot be generated: %w", language, err)
	}
	return write(made, out)
}

func languages() []string {
	var names []string
	for name := range generators {
		names = append(names, name)
	}
	sort.Strings(names)
	return names
}

// read parses and checks a schema as the CLI does before it generates anything.
func read(source string) (*schema.Package, error) {
	file := os.Stdin
	if source != "-" {
		opened, err := os.Open(source)
		if err != nil {
			return nil, err
		}
		defer opened.Close()
		file = opened
	}
	text, err := io.ReadAll(file)
	if err != nil {
		return nil, err
	}
	var spec schema.PackageSpec
	if err := json.Unmarshal(text, &spec); err != nil {
		return nil, fmt.Errorf("%s is no schema: %w", source, err)
	}
	options := schema.ValidationOptions{AllowDanglingReferences: true}
	pkg, diagnostics, err := schema.BindSpec(spec, noPackages{}, options)
	if err != nil {
		return nil, err
	}
	if diagnostics.HasErrors() {
		return nil, diagnostics
	}
	// As `pulumi package add` does: an SDK that is used from a folder.
	pkg.SupportPack = true
	return pkg, nil
}

func write(made files, out string) error {
	if err := os.RemoveAll(out); err != nil {
		return err
	}
	for name, content := range made {
		file := filepath.Join(out, name)
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(file, content, 0o644); err != nil {
			return err
		}
	}
	return nil
}
