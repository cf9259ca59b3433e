package dev.sallyport.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.TypeElement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ProcessorTest {
    private static final Source FAULTY = Source.of("S", "@RequiresScope class S extends HttpServlet {}");

    @TempDir
    private Path output;

    @Test
    void theCompilerFindsItByItself() {
        assertThat(new Compilation(output).discovering().of(FAULTY))
                .containsExactly(
                        "ERROR 1: @RequiresScope on app.S names no scope; a valid credential is needed without it, too");
    }

    @Test
    void leavesTheAnnotationsToOtherProcessors() {
        Witness witness = new Witness();
        new Compilation(output).alsoWith(witness).of(FAULTY);
        assertThat(witness.seen).contains("dev.sallyport.access.RequiresScope");
        Witness last = new Witness();
        SallyportProcessor first = new SallyportProcessor();
        assertThat(first.getSupportedSourceVersion()).isEqualTo(SourceVersion.latest());
        new Compilation(output).alsoWith(first).alsoWith(last).of(FAULTY);
        assertThat(last.seen).contains("dev.sallyport.access.RequiresScope");
    }

    @Test
    void whatAnotherProcessorMakesIsCheckedAndWhatRestsOnItIsNoFault() {
        Source servlet =
                Source.of("S", "@RequiresScope(\"a\") class S extends Made { @RequiresScope(\"a\") void x() {} }");
        List<String> said = new Compilation(output).alsoWith(new Maker()).of(servlet);
        assertThat(said)
                .containsExactly(
                        "ERROR 1: @RequiresScope on app.Made names no scope; a valid credential is needed without it,"
                                + " too");
    }

    /** Sees what is left to it. */
    private static final class Witness extends AbstractProcessor {
        private final Set<String> seen = new HashSet<>();

        @Override
        public Set<String> getSupportedAnnotationTypes() {
            return Set.of("*");
        }

        @Override
        public SourceVersion getSupportedSourceVersion() {
            return SourceVersion.latestSupported();
        }

        @Override
        public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
            annotations.forEach(each -> seen.add(each.getQualifiedName().toString()));
            return false;
        }
    }

    /** Makes a servlet in the first round. */
    private static final class Maker extends AbstractProcessor {
        private boolean made;

        @Override
        public Set<String> getSupportedAnnotationTypes() {
            return Set.of("*");
        }

        @Override
        public SourceVersion getSupportedSourceVersion() {
            return SourceVersion.latestSupported();
        }

        @Override
        public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
            if (!made) {
                made = true;
                try (Writer file =
                        processingEnv.getFiler().createSourceFile("app.Made").openWriter()) {
                    file.write("package app; @dev.sallyport.access.RequiresScope class Made extends"
                            + " jakarta.servlet.http.HttpServlet { private static final long serialVersionUID = 1; }");
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            }
            return false;
        }
    }
}
