package dev.sallyport.store.jdbc;

import java.nio.file.Path;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * By hand only: within a hundred kills or so an acknowledged change was missing, twice in two runs, and it is not known yet why. See
 * RESULTS.md of the benchmarks.
 */
@EnabledIfSystemProperty(named = "sallyport.kills", matches = "\\d+")
class H2CrashTest extends CrashContract {
    @TempDir
    private Path folder;

    @Override
    String url() {
        return "jdbc:h2:file:" + folder.resolve("store").toAbsolutePath() + ";WRITE_DELAY=0";
    }
}
