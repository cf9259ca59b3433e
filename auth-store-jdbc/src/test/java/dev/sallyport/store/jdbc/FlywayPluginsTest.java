package dev.sallyport.store.jdbc;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A fat jar in which one service file replaced the others. */
class FlywayPluginsTest {
    private static final String CORE = "org.flywaydb.core.internal.database.h2.H2DatabaseType\n";
    private static final String MODULE = "org.flywaydb.database.postgresql.PostgreSQLDatabaseType\n";

    @TempDir
    private Path folder;

    private ClassLoader listing(String... lines) throws IOException {
        Path file = Files.writeString(folder.resolve("plugins"), String.join("", lines));
        return new ClassLoader(null) {
            @Override
            public Enumeration<URL> getResources(String name) throws IOException {
                return Collections.enumeration(List.of(file.toUri().toURL()));
            }
        };
    }

    @Test
    void coreWithoutTheModuleIsNamed() throws Exception {
        assertThatThrownBy(() -> FlywayPlugins.require(listing(CORE), Dialect.POSTGRESQL))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("does not list its module for PostgreSQL")
                .hasMessageContaining("ServicesResourceTransformer");
    }

    @Test
    void moduleWithoutTheCoreIsNamed() throws Exception {
        assertThatThrownBy(() -> FlywayPlugins.require(listing(MODULE), Dialect.POSTGRESQL))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("does not list its core");
    }

    @Test
    void mergedFilesPass() throws Exception {
        assertThatCode(() -> FlywayPlugins.require(listing(CORE, MODULE), Dialect.POSTGRESQL))
                .doesNotThrowAnyException();
        assertThatCode(() -> FlywayPlugins.require(listing(CORE), Dialect.H2)).doesNotThrowAnyException();
    }

    @Test
    void realJarsPass() {
        for (Dialect dialect : Dialect.values()) {
            FlywayPlugins.require(FlywayPluginsTest.class.getClassLoader(), dialect);
        }
    }
}
