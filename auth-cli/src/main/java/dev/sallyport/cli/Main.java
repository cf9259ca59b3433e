package dev.sallyport.cli;

import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The entry point of {@code java -jar}. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        // What the stores tell at INFO is for the log of a server.
        Logger.getLogger("").setLevel(Level.WARNING);
        // A driver and Flyway log by SLF4J where there is one, and there is none in here.
        System.setProperty("slf4j.internal.verbosity", "ERROR");
        Surroundings surroundings = new Surroundings(
                System::getenv,
                System.in,
                new PrintWriter(new OutputStreamWriter(System.out, Charset.defaultCharset()), true),
                new PrintWriter(new OutputStreamWriter(System.err, Charset.defaultCharset()), true),
                System.getProperty("user.name", "unknown"));
        System.exit(Commands.in(surroundings).execute(arguments));
    }
}
