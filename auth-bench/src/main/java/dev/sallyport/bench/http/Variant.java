package dev.sallyport.bench.http;

import dev.sallyport.bench.Application;
import java.util.List;
import java.util.Set;

/** What stands between the container and the servlet, and the jars it needs beside the container. */
enum Variant {
    NONE("no filter", Set.of(Application.Kind.JWT, Application.Kind.KEY), List.of()),
    SALLYPORT(
            "Sallyport",
            Set.of(Application.Kind.JWT, Application.Kind.KEY),
            List.of(
                    "sallyport-core",
                    "sallyport-servlet",
                    "nimbus-jose-jwt",
                    "caffeine",
                    "bcprov-jdk18on",
                    "jackson-core",
                    "jakarta.annotation-api",
                    "jspecify",
                    "error_prone_annotations")),
    NIMBUS("a plain filter, nimbus on each request", Set.of(Application.Kind.JWT), List.of("nimbus-jose-jwt"));

    /** What every server has: Jetty, the servlet interfaces, and the logging interface Jetty needs. */
    static final List<String> CONTAINER = List.of("jetty-", "jakarta.servlet-api", "slf4j-api");

    private final String title;
    private final Set<Application.Kind> understands;
    private final List<String> jars;

    Variant(String title, Set<Application.Kind> understands, List<String> jars) {
        this.title = title;
        this.understands = understands;
        this.jars = jars;
    }

    String title() {
        return title;
    }

    boolean understands(Application.Kind kind) {
        return understands.contains(kind);
    }

    /** How the names of its own jars begin. */
    List<String> jars() {
        return jars;
    }
}
