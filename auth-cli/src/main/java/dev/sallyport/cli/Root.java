package dev.sallyport.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command {@code sallyport}: the options that all commands share. For one thread and one call. */
@Command(
        name = "sallyport",
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        versionProvider = Root.Release.class,
        description = "Manages users, keys, clients and audit of a Sallyport database, even while no application runs.",
        footer = {
            "",
            "Environment: SALLYPORT_DB_URL, SALLYPORT_DB_USER, SALLYPORT_DB_PASSWORD, SALLYPORT_MASTER_KEY or"
                    + " SALLYPORT_MASTER_KEY_FILE, SALLYPORT_ISSUER, SALLYPORT_AUDIENCE, SALLYPORT_SETTINGS.",
            "Exit codes: 0 done, 1 refused or not found, 2 wrong usage, 3 the database cannot be reached, 4 a setting is missing"
                    + " or wrong, 5 unexpected."
        })
final class Root implements Runnable {
    final Surroundings surroundings;

    @Spec
    CommandLine.Model.@Nullable CommandSpec spec;

    @Option(
            names = "--url",
            scope = ScopeType.INHERIT,
            paramLabel = "URL",
            description = "JDBC URL, without a password. Default: SALLYPORT_DB_URL")
    @Nullable
    String url;

    @Option(
            names = "--db-user",
            scope = ScopeType.INHERIT,
            paramLabel = "USER",
            description = "User of the database. Default: SALLYPORT_DB_USER")
    @Nullable
    String user;

    @Option(
            names = "--settings",
            scope = ScopeType.INHERIT,
            paramLabel = "FILE",
            description = "Properties: issuer, audience, scopes, role.NAME, … Default: SALLYPORT_SETTINGS")
    @Nullable
    Path settings;

    @Option(
            names = "--issuer",
            scope = ScopeType.INHERIT,
            paramLabel = "URL",
            description = "The application's issuer. Default: SALLYPORT_ISSUER, or that of the settings")
    @Nullable
    String issuer;

    @Option(
            names = "--audience",
            scope = ScopeType.INHERIT,
            paramLabel = "TEXT",
            description =
                    "The application's audience. Default: SALLYPORT_AUDIENCE, that of the settings, or the issuer")
    @Nullable
    String audience;

    @Option(
            names = "--actor",
            scope = ScopeType.INHERIT,
            paramLabel = "TEXT",
            description = "Actor in the audit log. Default: cli:USER with the user of the operating system")
    @Nullable
    String actor;

    @Option(names = "--json", scope = ScopeType.INHERIT, description = "Prints one JSON object instead of text")
    boolean json;

    Root(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    Printer printer() {
        return new Printer(surroundings.out(), json);
    }

    @Override
    public void run() {
        CommandLine.Model.CommandSpec mine = spec;
        if (mine != null) {
            throw new ParameterException(mine.commandLine(), "A command is missing");
        }
    }

    /** The version in the manifest. */
    static final class Release implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Root.class.getPackage().getImplementationVersion();
            return new String[] {"sallyport " + (version == null ? "of a build" : version)};
        }
    }
}
