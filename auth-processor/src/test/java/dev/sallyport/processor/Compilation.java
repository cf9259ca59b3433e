package dev.sallyport.processor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.annotation.processing.Processor;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;

/** The compiler of the JDK that runs the tests, with the processor; lint is on. */
final class Compilation {
    private final Path output;
    private final List<String> options = new ArrayList<>(List.of("-Xlint:all,-processing,-serial", "-implicit:none"));
    private final List<Processor> others = new ArrayList<>();
    private boolean discover;

    /** @param output an existing folder for the classes; it is on the class path, too */
    Compilation(Path output) {
        this.output = output;
    }

    Compilation with(String... more) {
        options.addAll(List.of(more));
        return this;
    }

    Compilation alsoWith(Processor other) {
        others.add(other);
        return this;
    }

    /** Leaves it to the compiler to find the processor. */
    Compilation discovering() {
        discover = true;
        return with("-processorpath", System.getProperty("java.class.path"));
    }

    /** What the compiler says, each as {@code ERROR 2: the message}; -1 is no line. */
    List<String> of(Source... sources) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> said = new DiagnosticCollector<>();
        try (StandardJavaFileManager files =
                compiler.getStandardFileManager(said, Locale.ENGLISH, StandardCharsets.UTF_8)) {
            files.setLocationFromPaths(StandardLocation.CLASS_OUTPUT, List.of(output));
            List<String> all = new ArrayList<>(options);
            all.addAll(
                    List.of("-classpath", System.getProperty("java.class.path") + java.io.File.pathSeparator + output));
            JavaCompiler.CompilationTask task = compiler.getTask(null, files, said, all, null, List.of(sources));
            if (!discover) {
                List<Processor> processors = new ArrayList<>(others);
                processors.add(new SallyportProcessor());
                task.setProcessors(processors);
            }
            task.setLocale(Locale.ENGLISH);
            task.call();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return said.getDiagnostics().stream().map(Compilation::line).toList();
    }

    private static String line(Diagnostic<? extends JavaFileObject> each) {
        return each.getKind() + " " + each.getLineNumber() + ": " + each.getMessage(Locale.ENGLISH);
    }
}
