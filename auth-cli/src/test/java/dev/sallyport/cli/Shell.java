package dev.sallyport.cli;

import dev.sallyport.json.JsonLimits;
import dev.sallyport.json.JsonReader;
import dev.sallyport.json.MalformedJsonException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** Runs commands in this process, with an environment of its own. For one thread. */
final class Shell {
    static final String MASTER_KEY = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";
    static final String ISSUER = "https://api.example.com";

    private final Map<String, String> environment = new TreeMap<>();

    /** The exit code and the output of a command. */
    record Answer(int code, String out, String err) {
        Map<String, Object> json() {
            try {
                return JsonReader.asWritten(new JsonLimits(8, 200, 100_000, 30, 10_000))
                        .readObject(out.getBytes(StandardCharsets.UTF_8));
            } catch (MalformedJsonException e) {
                throw new IllegalStateException(out + err, e);
            }
        }

        String text(String name) {
            return String.valueOf(json().get(name));
        }
    }

    Shell(String url) {
        environment.put("SALLYPORT_DB_URL", url);
        environment.put("SALLYPORT_MASTER_KEY", MASTER_KEY);
        environment.put("SALLYPORT_ISSUER", ISSUER);
    }

    Shell set(String name, String value) {
        environment.put(name, value);
        return this;
    }

    Shell unset(String name) {
        environment.remove(name);
        return this;
    }

    /** With the role {@code analyst} and the type {@code project} of clients. */
    Shell withSettings(Path folder) {
        try {
            Path file = folder.resolve("sallyport.properties");
            Files.writeString(file, """
                    scopes = reports:read reports:write
                    role.analyst = reports:read, reports:write
                    role.viewer = reports:read
                    clientType.project = p_ ps_ client reports:read
                    """);
            return set("SALLYPORT_SETTINGS", file.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Answer run(String... arguments) {
        return runWith("", arguments);
    }

    Answer runWith(String in, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = Commands.in(new Surroundings(
                        environment::get,
                        new ByteArrayInputStream(in.getBytes(StandardCharsets.UTF_8)),
                        new PrintWriter(out, true),
                        new PrintWriter(err, true),
                        "tester"))
                .execute(arguments);
        return new Answer(code, out.toString(), err.toString());
    }
}
