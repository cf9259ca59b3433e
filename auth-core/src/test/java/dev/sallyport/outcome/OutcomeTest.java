package dev.sallyport.outcome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutcomeTest {
    @Test
    void orElseThrowAnswersTheValueOrThrowsTheRefusal() {
        assertThat(Outcome.done("made").orElseThrow()).isEqualTo("made");
        Outcome<String> refused =
                Outcome.refused(Refusal.invalid(List.of(new FieldError("name", "required", "A name is needed."))));
        assertThatThrownBy(refused::orElseThrow)
                .hasMessage("INVALID_REQUEST: Some fields are missing or wrong. name required (A name is needed.)")
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        e -> assertThat(e.refusal().cause()).isEqualTo(Refusal.Cause.INVALID_REQUEST));
    }

    /** By name, as Error Prone knows it: on the method, or on its class. */
    @Test
    void everyPublicMethodThatAnswersAnOutcomeIsMarked() {
        JavaClasses ours = new ClassFileImporter()
                .withImportOption(location -> !location.contains("test-classes"))
                .importPackages("dev.sallyport");
        List<String> unmarked = ours.stream()
                .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
                .filter(type -> !type.isAnnotatedWith(CheckReturnValue.class))
                .flatMap(type -> type.getMethods().stream())
                .filter(method -> method.getModifiers().contains(JavaModifier.PUBLIC))
                .filter(method -> method.getRawReturnType().isEquivalentTo(Outcome.class))
                .filter(method -> !method.getModifiers().contains(JavaModifier.SYNTHETIC))
                .filter(method -> !method.isAnnotatedWith(CheckReturnValue.class))
                .map(JavaMethod::getFullName)
                .toList();
        assertThat(unmarked).isEmpty();
    }
}
