package dev.sallyport.store.jdbc;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Flyway's list of its own parts, a service file that each of its jars has. In a fat jar one file may have replaced the others;
 * Flyway then fails with a {@link NullPointerException}, or knows no database.
 */
final class FlywayPlugins {
    private static final String FILE = "META-INF/services/org.flywaydb.core.extensibility.Plugin";
    private static final String CORE = "org.flywaydb.core.";

    private FlywayPlugins() {}

    /**
     * @throws IllegalStateException when Flyway's core or its module for the database is missing from the list. A Flyway without
     *     such a list, as before version 9, passes
     */
    static void require(ClassLoader loader, Dialect dialect) {
        List<String> listed = listed(loader);
        if (listed.isEmpty()) {
            return;
        }
        boolean core = listed.stream().anyMatch(name -> name.startsWith(CORE));
        boolean module = dialect.flywayClass().startsWith(CORE) || listed.contains(dialect.flywayClass());
        if (!core || !module) {
            throw new IllegalStateException("Flyway is on the class path, and " + FILE + " does not list its "
                    + (core ? "module for " + dialect.productName() : "core")
                    + ". In a fat jar, merge the files under META-INF/services (Maven Shade: ServicesResourceTransformer;"
                    + " Gradle Shadow: mergeServiceFiles())");
        }
    }

    private static List<String> listed(ClassLoader loader) {
        try {
            List<String> lines = new ArrayList<>();
            for (URL file : Collections.list(loader.getResources(FILE))) {
                URLConnection connection = file.openConnection();
                // A cached jar file stays open after the application's class loader has gone.
                connection.setUseCaches(false);
                try (BufferedReader reader = new BufferedReader(
                        new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8))) {
                    reader.lines().map(String::strip).forEach(lines::add);
                }
            }
            return lines;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + FILE, e);
        }
    }
}
