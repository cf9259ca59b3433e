package dev.sallyport.jaxrs;

import java.io.IOException;
import java.io.Writer;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Servlets and resources that are annotated as rows of the table say. */
final class Generated {
    private static final String IMPORTS = "import dev.sallyport.access.*; import jakarta.annotation.security.*; import"
            + " jakarta.servlet.http.*; import jakarta.ws.rs.*;";
    private static final String DO_GET = " protected void doGet(HttpServletRequest q, HttpServletResponse r) {} ";
    private static final String GET = " @GET public String get(String it) { return it; } ";

    private final ClassLoader loader;

    private Generated(ClassLoader loader) {
        this.loader = loader;
    }

    static Generated compile(Path folder, List<PrecedenceTableTest.Row> rows) throws IOException {
        StringBuilder text = new StringBuilder(IMPORTS).append(" class Rows {\n");
        rows.forEach(row -> text.append(servlet(row)).append(extending(row)).append(implementing(row)));
        JavaFileObject unit = new Unit(text.append('}').toString());
        List<String> options =
                List.of("-d", folder.toString(), "-cp", System.getProperty("java.class.path"), "-proc:none");
        Writer standardError = null;
        JavaFileManager standardFiles = null;
        if (!ToolProvider.getSystemJavaCompiler()
                .getTask(standardError, standardFiles, null, options, null, List.of(unit))
                .call()) {
            throw new AssertionError(text);
        }
        return new Generated(new URLClassLoader(new URL[] {folder.toUri().toURL()}, Generated.class.getClassLoader()));
    }

    Class<?> load(String shape, PrecedenceTableTest.Row row) throws ClassNotFoundException {
        return Class.forName("Rows$" + shape + row.number(), false, loader);
    }

    private static String servlet(PrecedenceTableTest.Row row) {
        return annotation(row.above()) + "static class ServletBase" + row.number() + " extends HttpServlet {"
                + annotation(row.overridden()) + DO_GET + "}\n" + annotation(row.type()) + "static class Servlet"
                + row.number() + " extends ServletBase" + row.number() + " {" + own(row.method(), DO_GET) + "}\n";
    }

    private static String extending(PrecedenceTableTest.Row row) {
        return annotation(row.above()) + "public static class Base" + row.number() + " {" + annotation(row.overridden())
                + GET + "}\n" + annotation(row.type()) + "public static class Extending" + row.number()
                + " extends Base" + row.number() + " {" + own(row.method(), GET) + "}\n";
    }

    private static String implementing(PrecedenceTableTest.Row row) {
        return annotation(row.above()) + "public interface Contract" + row.number() + "<T> {"
                + annotation(row.overridden()) + " @GET String get(T it); }\n" + annotation(row.type())
                + "public static class Implementing" + row.number() + " implements Contract" + row.number()
                + "<String> {" + annotation(row.method()) + GET + "}\n";
    }

    /** A method without annotations is one that the class merely inherits. */
    private static String own(String cell, String method) {
        return annotation(cell).isEmpty() ? "" : annotation(cell) + method;
    }

    private static String annotation(String cell) {
        return switch (cell) {
            case "–" -> "";
            case "read", "write" -> "@RequiresScope(\"reports:" + cell + "\") ";
            default -> cell + " ";
        };
    }

    private static final class Unit extends SimpleJavaFileObject {
        private final String text;

        Unit(String text) {
            super(URI.create("string:///Rows.java"), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
