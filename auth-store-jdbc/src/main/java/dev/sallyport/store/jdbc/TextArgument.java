package dev.sallyport.store.jdbc;

import java.sql.Types;
import org.jdbi.v3.core.argument.AbstractArgumentFactory;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.config.ConfigRegistry;

/** Binds texts that the database can hold. MariaDB's driver writes a question mark for what it cannot encode: another value. */
final class TextArgument extends AbstractArgumentFactory<String> {
    private final Dialect dialect;

    TextArgument(Dialect dialect) {
        super(Types.VARCHAR);
        this.dialect = dialect;
    }

    @Override
    protected Argument build(String text, ConfigRegistry config) {
        if (!dialect.canHold(text)) {
            throw new IllegalArgumentException("A text has a character that the database cannot hold");
        }
        return (position, statement, context) -> statement.setString(position, text);
    }
}
