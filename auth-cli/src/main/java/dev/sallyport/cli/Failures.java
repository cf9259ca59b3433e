package dev.sallyport.cli;

import dev.sallyport.change.StoreException;
import dev.sallyport.json.JsonWriter;
import dev.sallyport.outcome.RefusedException;
import dev.sallyport.secret.VaultException;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Prints an error without a stack trace and returns the exit code. For one thread. */
final class Failures implements IExecutionExceptionHandler, IParameterExceptionHandler {
    private final Root root;

    Failures(Root root) {
        this.root = root;
    }

    @Override
    public int handleExecutionException(Exception e, CommandLine line, ParseResult parsed) {
        if (e instanceof RefusedException || e instanceof Refused) {
            return say("refused", e, Exit.REFUSED);
        }
        if (e instanceof StoreException) {
            return say("database", e, Exit.DATABASE);
        }
        if (e instanceof IllegalArgumentException) {
            return say("usage", e, Exit.USAGE);
        }
        if (e instanceof IllegalStateException || e instanceof VaultException) {
            return say("configuration", e, Exit.CONFIGURATION);
        }
        int code = say("unexpected", e, Exit.UNEXPECTED);
        e.printStackTrace(root.surroundings.err());
        return code;
    }

    private int say(String kind, Exception e, int code) {
        String message = message(e);
        root.surroundings
                .err()
                .println(
                        root.json
                                ? JsonWriter.object(
                                        json -> json.text("error", kind).text("message", message))
                                : Cells.printable(message));
        return code;
    }

    /** Joins the messages of an exception and its causes, one of which says what is wrong with a file. */
    static String message(@Nullable Throwable thrown) {
        StringBuilder all = new StringBuilder();
        for (Throwable each = thrown; each != null && !(each instanceof SQLException); each = each.getCause()) {
            String text = each.getMessage() == null ? each.getClass().getSimpleName() : each.getMessage();
            if (all.indexOf(text) < 0) {
                all.append(all.isEmpty() ? "" : ": ").append(text);
            }
        }
        return all.toString();
    }

    /** Arguments are not repeated: one of them may be a secret that somebody put there by mistake. */
    @Override
    public int handleParseException(ParameterException e, String[] arguments) {
        CommandLine line = e.getCommandLine();
        String message = e instanceof CommandLine.UnmatchedArgumentException
                ? "Unknown argument or option. A secret is never an argument: pass it on standard input or "
                        + "in the environment"
                : String.valueOf(e.getMessage());
        root.surroundings.err().println(Cells.printable(message));
        line.usage(root.surroundings.err());
        return Exit.USAGE;
    }
}
