package dev.sallyport.cli;

import dev.sallyport.secret.MasterKey;
import dev.sallyport.secret.Secret;
import dev.sallyport.store.jdbc.JdbcSettings;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Database, application and actor of a command: options come first, then the environment, then the settings file. For one thread. */
final class Target {
    private static final String MASTER_KEY = "SALLYPORT_MASTER_KEY";

    private final Root root;
    private final Surroundings surroundings;
    private final CliSettings settings;

    /** @throws IllegalStateException when the settings file is wrong */
    Target(Root root) {
        this.root = root;
        this.surroundings = root.surroundings;
        Path file = root.settings != null
                ? root.settings
                : surroundings.variable("SALLYPORT_SETTINGS").map(Path::of).orElse(null);
        this.settings = file == null ? CliSettings.none() : CliSettings.in(file);
    }

    CliSettings settings() {
        return settings;
    }

    UrlDataSource dataSource() {
        return new UrlDataSource(
                url(),
                user(),
                surroundings.variable("SALLYPORT_DB_PASSWORD").map(Secret::of).orElse(null));
    }

    Secret url() {
        if (root.url != null && root.url.toLowerCase(Locale.ROOT).contains("password")) {
            throw new IllegalArgumentException(
                    "--url contains a password, which every process list shows: remove it and set "
                            + "SALLYPORT_DB_PASSWORD");
        }
        return Secret.of(Optional.ofNullable(root.url)
                .or(() -> surroundings.variable("SALLYPORT_DB_URL"))
                .orElseThrow(() -> new IllegalStateException("The database is not set: set SALLYPORT_DB_URL or give "
                        + "--url, such as"
                        + " jdbc:postgresql://localhost/reports")));
    }

    private @Nullable String user() {
        return root.user != null
                ? root.user
                : surroundings.variable("SALLYPORT_DB_USER").orElse(null);
    }

    /** Settings without migration: only {@code schema migrate} changes the schema. */
    JdbcSettings jdbc() {
        JdbcSettings jdbc = JdbcSettings.defaults().withoutMigration();
        String prefix = settings.find(CliSettings.TABLE_PREFIX);
        return prefix == null ? jdbc : jdbc.withTablePrefix(prefix);
    }

    /** @throws IllegalStateException when it is not set */
    String issuer() {
        return said(root.issuer, "SALLYPORT_ISSUER", CliSettings.ISSUER)
                .orElseThrow(
                        () -> new IllegalStateException(
                                "The application's issuer is not set: set SALLYPORT_ISSUER, give"
                                        + " --issuer, or write issuer into the settings file. Keys, clients and sessions belong to one application"));
    }

    Optional<String> audience() {
        return said(root.audience, "SALLYPORT_AUDIENCE", CliSettings.AUDIENCE);
    }

    private Optional<String> said(@Nullable String option, String variable, String setting) {
        return Optional.ofNullable(option)
                .or(() -> surroundings.variable(variable))
                .or(() -> Optional.ofNullable(settings.find(setting)));
    }

    /** The actor in the audit log. */
    String actor() {
        return root.actor != null && !root.actor.isBlank() ? root.actor.strip() : "cli:" + surroundings.user();
    }

    /** The master key, with the previous one if that is set. */
    MasterKey masterKey() {
        MasterKey present = masterKey(MASTER_KEY)
                .orElseThrow(() -> new IllegalStateException("The master key of this database is not set: put it into "
                        + MASTER_KEY + ", or the name of its file into " + MASTER_KEY + "_FILE"));
        return masterKey("SALLYPORT_PREVIOUS_MASTER_KEY")
                .map(present::withPrevious)
                .orElse(present);
    }

    private Optional<MasterKey> masterKey(String variable) {
        try {
            return surroundings
                    .variable(variable)
                    .map(Secret::of)
                    .map(MasterKey::fromBase64)
                    .or(() -> surroundings
                            .variable(variable + "_FILE")
                            .map(Path::of)
                            .map(MasterKey::fromFile));
        } catch (IllegalArgumentException | IllegalStateException e) {
            throw new IllegalStateException(variable + " is wrong: " + e.getMessage(), e);
        }
    }
}
