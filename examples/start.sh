# Builds what is missing of an example and starts it. For the run.sh of each, which says where it stands:
#
#   module    its folder        main       its main class        databases   the names of its database files
#   libraries the folder below target of what it runs with, lib unless set
#
# PORT and DATA come from the environment. Needs a JDK 17 or newer and Maven.
set -euo pipefail

root="$(cd "$module/../.." && pwd -P)"

fail() {
  echo "run.sh: $*" >&2
  exit 1
}

if [ -n "${JAVA_HOME:-}" ]; then
  java="$JAVA_HOME/bin/java"
  javac="$JAVA_HOME/bin/javac"
else
  java="$(command -v java || true)"
  javac="$(command -v javac || true)"
fi

# A JDK that is there and new enough.
[ -x "$java" ] || fail "there is no Java here. Install a JDK 17 or newer, and set JAVA_HOME or PATH."
version="$("$java" -XshowSettings:properties -version 2>&1 | sed -n 's/^ *java\.specification\.version = //p')"
case "$version" in
  '' | *[!0-9]*) fail "$java is Java ${version:-of an unknown version}; a JDK 17 or newer is needed." ;;
esac
[ "$version" -ge 17 ] || fail "$java is Java $version; a JDK 17 or newer is needed."

# Built once, and again when a source or a pom is newer.
stamp="$module/target/run.built"
is_current() {
  [ -e "$stamp" ] && [ -z "$(find "$root/pom.xml" "$root"/auth-core "$root"/auth-servlet "$root"/auth-jaxrs "$root"/auth-store-jdbc "$module" \
    -name target -prune -o -path '*/src/test' -prune -o -type f -newer "$stamp" -print -quit)" ]
}
if ! is_current; then
  [ -x "$javac" ] || fail "$java has no compiler beside it: this is no JDK. Install a JDK 17 or newer."
  command -v mvn > /dev/null || fail "there is no Maven here. Install Maven 3.8.7 or newer, so that mvn is on the PATH."
  echo "Building. The first time Maven downloads what it needs, which can take some minutes." >&2
  mkdir -p "$module/target"
  rm -rf "$module/target/${libraries:-lib}"
  started="$(mktemp "$module/target/run.XXXXXX")"
  if ! mvn -q -B -ntp -f "$root/pom.xml" -pl "examples/${module##*/}" -am -Dmaven.test.skip=true package < /dev/null >&2; then
    rm -f "$started"
    fail "the build failed; the reason is above."
  fi
  mv "$started" "$stamp"
fi

# The folder, and in it the master key: made once, readable for its owner only.
PORT="${PORT:-8080}"
DATA="${DATA:-$module/target/data}"
mkdir -p "$DATA" 2> /dev/null || fail "the folder DATA=$DATA cannot be made."
[ -w "$DATA" ] || fail "the folder DATA=$DATA cannot be written to."
DATA="$(cd "$DATA" && pwd -P)"
key="$DATA/master.key"
if [ ! -s "$key" ]; then
  for database in $databases; do
    [ ! -e "$DATA/$database.mv.db" ] || fail "the master key $key is gone, and without it the database beside it cannot be used.
Put the key back, or remove $DATA/$database.mv.db to start afresh."
  done
  (umask 077 && head -c 32 /dev/urandom | base64 > "$key.part" && mv "$key.part" "$key")
fi
SALLYPORT_MASTER_KEY="$(cat "$key")"
export PORT DATA SALLYPORT_MASTER_KEY

# exec: Ctrl-C and SIGTERM reach the application itself.
exec "$java" -cp "$module/target/classes:$module/target/${libraries:-lib}/*" "$main"
