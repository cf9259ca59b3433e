#!/bin/sh
# Benchmarks: auth-bench/run.sh micro|http|timing|cluster|shared|memory. Builds what is missing first.
# QUICK=1 measures briefly; micro: ONLY=Limiter (Signature, Authenticate, Digest,
# Password) runs those alone.
set -eu
cd "$(dirname "$0")/.."
case "${1:-}" in
    micro) main=dev.sallyport.bench.micro.Micro ;;
    http) main=dev.sallyport.bench.http.Http ;;
    timing) main=dev.sallyport.bench.timing.Timing ;;
    cluster) main=dev.sallyport.bench.cluster.RevocationLatency ;;
    shared) main=dev.sallyport.bench.shared.Shared ;;
    memory) main=dev.sallyport.bench.memory.Cached ;;
    *) echo "usage: auth-bench/run.sh micro|http|timing|cluster|shared|memory" >&2; exit 2 ;;
esac
mvn -q -B -ntp -pl auth-bench -am package -Dmaven.test.skip=true
tmp=auth-bench/target/tmp
mkdir -p "$tmp"
exec java -Djava.io.tmpdir="$tmp" -cp "auth-bench/target/classes:auth-bench/target/lib/*" "$main" auth-bench/target
