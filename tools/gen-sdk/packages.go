package main

import (
	"context"
	"fmt"

	"github.com/blang/semver"
	"github.com/pulumi/pulumi/pkg/v3/codegen/schema"
)

// noPackages refuses to load another package. A schema that stands on its own refers to none, and a
// generator that asks for one anyway has to say so instead of fetching it.
type noPackages struct{}

var _ schema.ReferenceLoader = noPackages{}

func refused(name string) error {
	return fmt.Errorf("the schema refers to the package %q, which gen-sdk does not load", name)
}

func (noPackages) LoadPackage(name string, _ *semver.Version) (*schema.Package, error) {
	return nil, refused(name)
}

func (noPackages) LoadPackageV2(
	_ context.Context, descriptor *schema.PackageDescriptor,
) (*schema.Package, error) {
	return nil, refused(descriptor.PackageName())
}

func (noPackages) LoadPackageReference(
	name string, _ *semver.Version,
) (schema.PackageReference, error) {
	return nil, refused(name)
}

func (noPackages) LoadPackageReferenceV2(
	_ context.Context, descriptor *schema.PackageDescriptor,
) (schema.PackageReference, error) {
	return nil, refused(descriptor.PackageName())
}
