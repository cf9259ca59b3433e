#!/usr/bin/env bash
# Builds what is missing and starts the Spring example: Spring Boot with Tomcat on 127.0.0.1, everything in memory.
#
#   PORT   8080 unless set; 0 takes any free port
#
# Needs a JDK 17 or newer and Maven.
set -euo pipefail

module="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)"
main=dev.sallyport.springapi.SpringApi
databases=""
. "$module/../start.sh"
