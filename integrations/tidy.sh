#!/usr/bin/env bash
# Compares go.mod and go.sum of the nested module in this folder with what `go mod tidy` would make of them, which it can't do by itself: the release of
# the connector that the module requires is made together with it. With -w it writes them.
set -euo pipefail

connector=github.com/appseconnect/bigcommerce-connector
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cp go.mod "$folder/go.mod"
cp go.sum "$folder/go.sum"
export GOWORK=off
go mod edit -replace "$connector=$(cd ../.. && pwd)" "$folder/go.mod"
if [[ ${1:-} != -w ]]; then
  go mod tidy -diff -modfile="$folder/go.mod"
else
  go mod tidy -modfile="$folder/go.mod"
  go mod edit -dropreplace "$connector" "$folder/go.mod"
  cp "$folder/go.mod" go.mod
  cp "$folder/go.sum" go.sum
fi
