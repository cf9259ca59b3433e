package dev.sallyport.store.jdbc;

import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A text in a row that has a form of its own, such as a list of roles, and that somebody may have changed by hand. */
final class Cell {
    private Cell() {}

    /**
     * @param column its label in the query
     * @param id the label of the column that names the row
     * @throws Unreadable when the text is not of that form
     */
    static <T> T read(ResultSet row, String column, String id, Function<String, T> parse) throws SQLException {
        return parsed(row, column, id, row.getString(column), parse);
    }

    /** As {@link #read}; null for a text that is null. */
    static <T> @Nullable T readNullable(ResultSet row, String column, String id, Function<String, T> parse)
            throws SQLException {
        @Nullable String text = row.getString(column);
        return text == null ? null : parsed(row, column, id, text, parse);
    }

    private static <T> T parsed(ResultSet row, String column, String id, String text, Function<String, T> parse)
            throws SQLException {
        try {
            return parse.apply(text);
        } catch (IllegalArgumentException e) {
            throw new Unreadable(place(row, column) + " of the row " + row.getString(id)
                    + " is not of the form that this" + " library writes");
        }
    }

    private static String place(ResultSet row, String column) throws SQLException {
        ResultSetMetaData columns = row.getMetaData();
        int index = row.findColumn(column);
        return ("the column " + columns.getTableName(index) + "." + columns.getColumnName(index))
                .toLowerCase(Locale.ROOT);
    }

    /** Names table, column and row, and no value. */
    static final class Unreadable extends RuntimeException {
        private static final long serialVersionUID = 1;

        Unreadable(String message) {
            super(message);
        }
    }
}
