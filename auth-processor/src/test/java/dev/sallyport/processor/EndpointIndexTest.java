package dev.sallyport.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EndpointIndexTest {
    private static final Source ZEBRA = Source.of("Zebra", "@RequiresScope(\"a\") class Zebra extends HttpServlet {}");
    private static final Source APE = Source.of(
            "Ape",
            "public class Ape { @Path(\"x\") public static class Nested {"
                    + " @GET @RateLimited(\"1/day\") public String x() { return \"\"; } } }");
    private static final Source OPEN = Source.of("Open", "@PermitAll class Open extends HttpServlet {}");

    @TempDir
    private Path output;

    @Test
    void namesWhatHasAnnotationsOfThisLibraryInAlphabeticalOrder() throws Exception {
        assertThat(new Compilation(output).of(ZEBRA, OPEN, APE)).isEmpty();
        assertThat(index()).isEqualTo("app.Ape$Nested\napp.Zebra\n");
    }

    @Test
    void keepsWhatIsNotCompiledThisTime() throws Exception {
        new Compilation(output).of(ZEBRA, APE);
        assertThat(new Compilation(output).of(ZEBRA, OPEN)).isEmpty();
        assertThat(index()).isEqualTo("app.Ape$Nested\napp.Zebra\n");
    }

    @Test
    void forgetsWhatHasGoneOrHasLostItsAnnotations() throws Exception {
        new Compilation(output)
                .of(ZEBRA, APE, Source.of("Yak", "@RequiresScope(\"a\") class Yak extends HttpServlet {}"));
        Files.delete(output.resolve("app/Ape$Nested.class"));
        Files.delete(output.resolve("app/Ape.class"));
        assertThat(new Compilation(output).of(Source.of("Zebra", "@PermitAll class Zebra extends HttpServlet {}")))
                .isEmpty();
        assertThat(index()).isEqualTo("app.Yak\n");
    }

    @Test
    void leavesNoFileWhereThereIsNothingToName() {
        assertThat(new Compilation(output).of(OPEN)).isEmpty();
        assertThat(output.resolve(EndpointIndex.FILE)).doesNotExist();
    }

    @Test
    void isNotWrittenWhenThereAreErrors() {
        assertThat(new Compilation(output).of(ZEBRA, Source.of("S", "@RequiresScope class S extends HttpServlet {}")))
                .hasSize(1);
        assertThat(output.resolve(EndpointIndex.FILE)).doesNotExist();
    }

    private String index() throws IOException {
        return Files.readString(output.resolve(EndpointIndex.FILE));
    }
}
