package dev.sallyport.cli;

import dev.sallyport.secret.MasterKey;
import dev.sallyport.store.jdbc.JdbcSchema;
import dev.sallyport.store.jdbc.JdbcStores;
import dev.sallyport.stores.Stores;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;

/** The command that checks an installation. For one thread. */
@Command(
        name = "doctor",
        description = "Checks settings, driver, database, schema, clock and master key; each line is ok or says "
                + "what to do. Changes nothing.")
final class DoctorCommand extends Group implements Callable<Integer> {
    private static final Duration SKEW = Duration.ofSeconds(60);

    private final InstantSource clock = InstantSource.system();
    private final List<Row> lines = new ArrayList<>();
    private boolean sound = true;

    DoctorCommand(Root root) {
        super(root);
    }

    @Override
    public Integer call() {
        // Each check depends on those before it; one that cannot run is left out.
        boolean configured = check("settings", this::settings);
        boolean reached = check("driver", this::driver) && check("database", this::database);
        boolean key = check("master key", () -> "id " + target().masterKey().id());
        boolean readable = reached && check("schema", this::schema);
        if (readable) {
            check("clock", this::clock);
        }
        if (configured && readable && key) {
            check("sealed values", this::opens);
        }
        printer().list("checks", lines, null);
        return sound ? Exit.OK : Exit.REFUSED;
    }

    private boolean check(String what, Supplier<String> look) {
        boolean ok = true;
        String found;
        try {
            found = look.get();
        } catch (RuntimeException e) {
            ok = false;
            found = Failures.message(e);
        }
        sound &= ok;
        lines.add(new Row().with("check", what).with("ok", ok).with("found", found));
        return ok;
    }

    private String settings() {
        return "issuer " + target().issuer() + ", actor " + target().actor();
    }

    private String driver() {
        try {
            return DriverManager.getDriver(target().url().reveal()).getClass().getName();
        } catch (SQLException e) {
            throw new IllegalStateException(
                    "No bundled driver takes this URL: it must begin with jdbc:postgresql:, jdbc:mariadb:"
                            + " or jdbc:h2:");
        }
    }

    private String database() {
        try (Connection connection = target().dataSource().getConnection()) {
            DatabaseMetaData product = connection.getMetaData();
            return product.getDatabaseProductName() + " " + product.getDatabaseProductVersion();
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot be reached (SQLState " + e.getSQLState()
                    + "): check that it runs, and SALLYPORT_DB_URL, SALLYPORT_DB_USER and SALLYPORT_DB_PASSWORD");
        }
    }

    private String schema() {
        JdbcSchema.Version version = JdbcSchema.version(target().dataSource(), target().jdbc());
        if (!version.isCurrent()) {
            throw new IllegalStateException("Version " + version.found() + ", but this release needs "
                    + version.needed() + ": run \"sallyport schema migrate\"");
        }
        return "version " + version.found();
    }

    private String clock() {
        try (Stores stores = JdbcStores.of(target().dataSource(), target().jdbc())) {
            Instant there = stores.now();
            Duration wrong = Duration.between(there, clock.instant());
            if (wrong.abs().compareTo(SKEW) > 0) {
                throw new IllegalStateException("This machine is " + wrong.abs().toSeconds() + " s "
                        + (wrong.isNegative() ? "behind" : "ahead of") + " the database: correct one of the clocks");
            }
            return wrong.abs().toMillis() + " ms apart";
        }
    }

    private String opens() {
        MasterKey key = target().masterKey();
        try (Operator operator = Operator.open(target())) {
            long others = operator.auth.masterKeyRotation().valuesByMasterKey().entrySet().stream()
                    .filter(each -> !each.getKey().equals(key.id()))
                    .mapToLong(each -> each.getValue())
                    .sum();
            if (others > 0) {
                throw new IllegalStateException(
                        others + " values are sealed under another master key: see \"sallyport master-key status\"");
            }
            return "all open under " + key.id();
        }
    }
}
