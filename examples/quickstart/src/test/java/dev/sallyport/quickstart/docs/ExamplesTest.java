package dev.sallyport.quickstart.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.sallyport.Sallyport;
import dev.sallyport.scope.Role;
import dev.sallyport.user.NewUser;
import jakarta.servlet.ServletContext;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.UUID;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Every Java example of the documents compiles, and does what it says where it can be run. */
class ExamplesTest {
    @TempDir
    Path folder;

    @TestFactory
    Stream<DynamicTest> everyExampleCompilesAndRuns() {
        return Stream.of("README.md", "docs/guide.md")
                .flatMap(document -> Document.of(document).blocks("java").stream())
                .map(block -> DynamicTest.dynamicTest(block.where(), () -> check(block)));
    }

    @Test
    void brokenExampleIsNamedByFileAndLine() {
        Document.Block block =
                new Document.Block(Path.of("guide.md"), 40, "java", "statements", "int one = 1;\nint two = one + ;");

        assertThat(catchThrowable(() -> new Compiler(folder).compile(block)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("guide.md:41:");
    }

    private void check(Document.Block block) throws Exception {
        assertThat(block.example())
                .as(block.where() + " needs <!-- example: … --> before it: one of " + Arrays.toString(Frame.values()))
                .isNotEmpty();
        try (URLClassLoader compiled = new Compiler(Files.createTempDirectory(folder, "example")).compile(block)) {
            switch (Frame.named(block.example())) {
                case TYPES, RESOURCES, CONTROLLERS -> {}
                case WIRING -> runWiring(compiled, block);
                case STATEMENTS -> runStatements(compiled, block);
                case BUILDER -> runBuilder(compiled);
            }
        }
    }

    private static void runWiring(ClassLoader compiled, Document.Block block) throws Exception {
        DataSource dataSource = database();
        Method run = method(compiled, DataSource.class, ServletContext.class);
        expectGuarded(block, context -> invoke(run, dataSource, context));
    }

    private static void runStatements(ClassLoader compiled, Document.Block block) throws Exception {
        Method run = method(compiled, Sallyport.class, ServletContext.class);
        try (Sallyport auth = Sallyport.builder()
                .issuer("https://api.example.com")
                .scopes("reports:read", "reports:generate")
                .roles(Role.of("analyst", "reports:read", "reports:generate"))
                .build()) {
            auth.users()
                    .createIfAbsent(NewUser.of("vic@example.com").withId("vic").withRoles("analyst"));
            expectGuarded(block, context -> invoke(run, auth, context));
        }
    }

    private static void runBuilder(ClassLoader compiled) throws Exception {
        Object auth = invoke(method(compiled, DataSource.class), database());
        assertThat(auth).isInstanceOf(Sallyport.class);
        ((Sallyport) auth).close();
    }

    /** An example that installs the filter must guard what is annotated. */
    private static void expectGuarded(Document.Block block, Stage.Act act) throws Exception {
        int expected = block.text().contains(".install(servletContext)") ? 401 : 204;
        assertThat(Stage.statusAfter(act)).as(block.where()).isEqualTo(expected);
    }

    private static Method method(ClassLoader compiled, Class<?>... parameters) throws ReflectiveOperationException {
        return compiled.loadClass(Frame.CLASS_NAME).getMethod("run", parameters);
    }

    private static Object invoke(Method method, Object... arguments) throws Exception {
        try {
            return method.invoke(null, arguments);
        } catch (InvocationTargetException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    private static DataSource database() {
        return JdbcConnectionPool.create("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1", "sa", "");
    }
}
