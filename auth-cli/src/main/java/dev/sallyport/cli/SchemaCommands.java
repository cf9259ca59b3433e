package dev.sallyport.cli;

import dev.sallyport.store.jdbc.JdbcSchema;
import picocli.CommandLine.Command;

/** Commands about the tables. For one thread. */
@Command(name = "schema", description = "Tables of the database.")
final class SchemaCommands extends Group {
    SchemaCommands(Root root) {
        super(root);
    }

    @Command(description = "Tells the version of the schema; exit code 1 where it is older than this release needs.")
    int status() {
        Target target = target();
        JdbcSchema.Version version = JdbcSchema.version(target.dataSource(), target.jdbc());
        show(version);
        return version.isCurrent() ? Exit.OK : Exit.REFUSED;
    }

    @Command(description = "Brings the schema up to date; does nothing when it is.")
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
