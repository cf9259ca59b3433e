package dev.sallyport.store.jdbc;

import java.sql.SQLException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The cause of a database's refusal, told by SQLState and vendor code, with the remedy where an operator has one. */
enum Reason {
    UNREACHABLE("it cannot be reached, or the connection broke", true, true),
    WRONG_PASSWORD("it refused the user or the password of the data source", false, true),
    NO_DATABASE("the database does not exist; create it, or correct the URL of the data source", false, true),
    NO_SCHEMA(
            "no schema of the search_path exists; create one, or name one with currentSchema in the URL", false, true),
    NO_RIGHT(
            "the user of the data source lacks a right; grant it, or let the owner of the schema do this", false, true),
    READ_ONLY("it is read-only; lead the data source to the primary, or switch the read-only mode off", false, true),
    IN_USE("another process has the database file open; stop that process", false, false),
    CONSTRAINT("a constraint was violated", false, false),
    ROLLED_BACK("it rolled the transaction back", true, false),
    OTHER_SCHEMA("the schema is not as expected", false, false),
    NO_RESOURCES("it is out of resources", true, false),
    CANCELLED("it cancelled the statement, or it starts up or shuts down", true, false),
    TIMED_OUT("a time-out passed", true, false),
    UNKNOWN("the driver or the pool gives no reason", true, false),
    REFUSED("it refused a statement", false, false);

    private static final int LONGEST_QUOTE = 300;

    /** MariaDB's for a table, a column, a database and a global right; H2's; the standard's as PostgreSQL gives it. */
    private static final Set<String> NO_RIGHTS =
            Set.of("42000/1142", "42000/1143", "42000/1044", "42000/1227", "42000/1370");

    /** MariaDB's --read-only, read-only InnoDB and read-only transaction. */
    private static final Set<String> READ_ONLIES = Set.of("HY000/1290", "HY000/1836", "HY000/1015", "25006/1792");

    private final String sentence;
    private final boolean passes;
    private final boolean quotable;

    Reason(String sentence, boolean passes, boolean quotable) {
        this.sentence = sentence;
        this.passes = passes;
        this.quotable = quotable;
    }

    static Reason of(SQLException e) {
        return of(String.valueOf(e.getSQLState()), e.getErrorCode());
    }

    static Reason of(String state, int code) {
        String both = state + "/" + code;
        if (NO_RIGHTS.contains(both)) {
            return NO_RIGHT;
        }
        if (READ_ONLIES.contains(both)) {
            return READ_ONLY;
        }
        return switch (state) {
            case "42501", "90040", "90096" -> NO_RIGHT;
            case "25006", "90097" -> READ_ONLY;
            case "90013", "90124", "90146", "90149" -> NO_DATABASE;
            case "90020" -> IN_USE;
            case "90067" -> UNREACHABLE;
            case "42000" -> code == 1049 ? NO_DATABASE : OTHER_SCHEMA;
            default -> ofClass(state);
        };
    }

    private static Reason ofClass(String state) {
        return switch (state.substring(0, Math.min(2, state.length()))) {
            case "08" -> UNREACHABLE;
            case "23" -> CONSTRAINT;
            case "28" -> WRONG_PASSWORD;
            case "3D" -> NO_DATABASE;
            case "3F" -> NO_SCHEMA;
            case "40" -> ROLLED_BACK;
            case "42" -> OTHER_SCHEMA;
            case "53" -> NO_RESOURCES;
            case "57", "70" -> CANCELLED;
            case "HY" -> TIMED_OUT;
            case "nu" -> UNKNOWN;
            default -> REFUSED;
        };
    }

    /** The reason in a few words, as the end of a sentence that names the database. */
    String sentence() {
        return sentence;
    }

    /** Tells whether the same call may succeed a little later without anybody's help. */
    boolean passes() {
        return passes;
    }

    /**
     * The database's own message, to be appended; empty where it might hold a value of ours. One that holds a URL is left out,
     * since a URL may hold a password.
     */
    String quote(Throwable thrown) {
        return quotable ? quoted(thrown.getMessage()) : "";
    }

    /** One line, without a full stop, of a foreign message that is known to hold no value of ours. */
    static String quoted(@Nullable String message) {
        if (message == null || message.isBlank() || message.contains("jdbc:")) {
            return "";
        }
        String line = message.strip()
                .lines()
                .findFirst()
                .orElse("")
                .replaceAll("\\p{Cntrl}", " ")
                .replaceFirst("\\.$", "");
        return ". It says: " + (line.length() > LONGEST_QUOTE ? line.substring(0, LONGEST_QUOTE) + "…" : line);
    }
}
