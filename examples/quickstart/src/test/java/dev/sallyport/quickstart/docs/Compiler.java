package dev.sallyport.quickstart.docs;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Compiles examples with all that this module sees. */
final class Compiler {
    private final Path output;

    Compiler(Path output) {
        this.output = output;
    }

    /**
     * @return loads what was compiled
     * @throws AssertionError with file and line of the document when it does not compile
     */
    URLClassLoader compile(Document.Block block) throws IOException {
        Frame frame = Frame.named(block.example());
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
        JavaFileObject unit = new Unit(block.text(), frame);
        List<String> options = List.of(
                "-d",
                output.toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "-proc:none",
                "-Xlint:deprecation");
        StringWriter more = new StringWriter();
        if (!compiler.getTask(more, null, diagnostics, options, null, List.of(unit))
                .call()) {
            throw new AssertionError(diagnostics.getDiagnostics().stream()
                    .filter(found -> found.getKind() == Diagnostic.Kind.ERROR)
                    .map(found -> place(block, found) + ": " + found.getMessage(Locale.ROOT))
                    .collect(Collectors.joining("\n", "An example does not compile\n", "\n" + more)));
        }
        return new URLClassLoader(
                new URL[] {output.toUri().toURL()}, Thread.currentThread().getContextClassLoader());
    }

    /** The first line of the unit is the frame's. */
    private static String place(Document.Block block, Diagnostic<?> found) {
        return block.file().getFileName() + ":" + (block.line() + found.getLineNumber() - 2);
    }

    private static final class Unit extends SimpleJavaFileObject {
        private static final Pattern PUBLIC_TYPE =
                Pattern.compile("^public (?:final )?class (\\w+)", Pattern.MULTILINE);

        private final String text;

        /** A public type wants a file of its name. */
        Unit(String example, Frame frame) {
            super(URI.create("string:///" + publicType(example) + ".java"), Kind.SOURCE);
            this.text = frame.around(example);
        }

        private static String publicType(String example) {
            Matcher type = PUBLIC_TYPE.matcher(example);
            return type.find() ? type.group(1) : Frame.CLASS_NAME;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
