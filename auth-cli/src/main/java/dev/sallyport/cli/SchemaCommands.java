package dev.sallyport.cli;

import dev.sallyport.store.jdbc.JdbcSchema;
import picocli.CommandLine.Command;

/** Commands about the database schema. For one thread. */
@Command(name = "schema", description = "Schema of the database.")
final class SchemaCommands extends Group {
    SchemaCommands(Root root) {
        super(root);
    }

    @Command(description = "Shows the version of the schema; exit code 1 if it is older than this release needs.")
    int status() {
        Target target = target();
        JdbcSchema.Version version = JdbcSchema.version(target.dataSource(), target.jdbc());
        show(version);
        return version.isCurrent() ? Exit.OK : Exit.REFUSED;
    }

    @Command(description = "Migrates the schema to the version of this release; does nothing if it is current.")
    int migrate() {
        Target target = target();
        JdbcSchema.migrate(target.dataSource(), target.jdbc());
        show(JdbcSchema.version(target.dataSource(), target.jdbc()));
        return Exit.OK;
    }

    private void show(JdbcSchema.Version version) {
        printer()
                .one(new Row()
                        .with("version", version.found())
                        .with("needed", version.needed())
                        .with("current", version.isCurrent()));
    }
}
