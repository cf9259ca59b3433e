package dev.sallyport.store.jdbc;

import java.util.Optional;
import java.util.function.Function;
import org.jdbi.v3.core.config.ConfigRegistry;
import org.jdbi.v3.core.statement.StatementContext;
import org.jdbi.v3.core.statement.TemplateEngine;

/**
 * Puts the prefix of the application into SQL. All SQL here is written with {@value #WRITTEN}, in the classes and in the files of
 * the migrations, so that it can be read, searched and run as it is. Jdbi keeps what this makes of each statement.
 *
 * <p>See decision 0039.
 */
record TablePrefix(String value) implements TemplateEngine {
    /** What the names of tables and indexes begin with in the source. */
    static final String WRITTEN = "sallyport_";

    String in(String sql) {
        return sql.replace(WRITTEN, value);
    }

    @Override
    public String render(String template, StatementContext context) {
        return in(template);
    }

    @Override
    public Optional<Function<StatementContext, String>> parse(String template, ConfigRegistry config) {
        String sql = in(template);
        return Optional.of(context -> sql);
    }
}
