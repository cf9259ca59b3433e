package dev.sallyport.cli;

import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Entry point of {@code java -jar}. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        // The INFO messages of the stores are for the log of a server.
        Logger.getLogger("").setLevel(Level.WARNING);
        // Drivers and Flyway look for an SLF4J provider, and this jar has none.
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
