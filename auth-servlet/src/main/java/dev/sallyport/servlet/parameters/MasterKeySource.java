package dev.sallyport.servlet.parameters;

import dev.sallyport.SallyportBuilder;
import dev.sallyport.secret.MasterKey;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Where the master key is: in a variable of the environment or a file. Whoever writes the key itself where its place should stand
 * is told so, and the message does not repeat it. Without state.
 */
final class MasterKeySource {
    private static final String ENV = "masterKeyEnv";
    private static final String FILE = "masterKeyFile";
    private static final Pattern VARIABLE = Pattern.compile("[A-Z_][A-Z0-9_]{0,63}");
    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9+/_-]{43}=?");
    private static final String REMEDY =
            ": put the key into the environment or a file that only the server can read, and name" + " that with "
                    + ParameterTexts.PREFIX + ENV + " or " + ParameterTexts.PREFIX + FILE;

    static final List<String> NAMES = List.of(ENV, FILE);

    private MasterKeySource() {}

    static void refuseKeyItself(ParameterTexts parameters) {
        if (parameters.find("masterKey") != null) {
            throw ParameterTexts.wrong("masterKey", "would hold the key where everybody reads it" + REMEDY, null);
        }
        for (String name : NAMES) {
            String value = parameters.find(name);
            if (value != null && KEY.matcher(value).matches()) {
                throw ParameterTexts.wrong(name, "looks like the key itself, which must not stand here" + REMEDY, null);
            }
        }
    }

    static void applyTo(SallyportBuilder builder, ParameterTexts parameters) {
        String variable = parameters.find(ENV);
        String file = parameters.find(FILE);
        if (variable != null && file != null) {
            throw ParameterTexts.wrong(
                    ENV, "and " + ParameterTexts.PREFIX + FILE + " exclude each other: keep one", null);
        }
        if (variable != null) {
            if (!VARIABLE.matcher(variable).matches()) {
                throw ParameterTexts.wrong(
                        ENV, "is no name of a variable: write one such as SALLYPORT_MASTER_KEY", null);
            }
            builder.masterKey(MasterKey.fromEnv(variable));
        } else if (file != null) {
            builder.masterKey(MasterKey.fromFile(path(file)));
        } else if (parameters.find(ParameterTexts.DATA_SOURCE) != null) {
            throw ParameterTexts.wrong(
                    ParameterTexts.DATA_SOURCE,
                    "needs a master key" + REMEDY + ". Make one with: openssl rand -base64 32",
                    null);
        }
    }

    private static Path path(String file) {
        Path path;
        try {
            path = Path.of(file);
        } catch (InvalidPathException e) {
            throw ParameterTexts.wrong(FILE, "is no path of a file", null);
        }
        // What a server stands in is nothing that an application should rest on.
        if (!path.isAbsolute()) {
            throw ParameterTexts.wrong(FILE, "is no absolute path: \"" + file + "\"", null);
        }
        return path;
    }
}
