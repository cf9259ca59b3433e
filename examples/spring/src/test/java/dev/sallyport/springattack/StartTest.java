package dev.sallyport.springattack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.access.RequiresScope;
import dev.sallyport.springapi.SpringApi;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.HandlerExecutionChain;
import org.springframework.web.servlet.HandlerMapping;

/** What would leave something unguarded does not start. */
class StartTest {
    @Test
    void mappingThatTakesNoInterceptorsStopsTheStart() {
        assertThatThrownBy(() -> run(Deaf.class))
                .hasMessageContaining("takes no interceptors: what it leads to would not be guarded");
    }

    @Test
    void unknownScopeStopsTheStart() {
        assertThatThrownBy(() -> run(Mistyped.class))
                .hasMessageContaining("reports:raed")
                .hasMessageContaining("Mistyped.get");
    }

    @Test
    void composedAnnotationStopsTheStart() {
        assertThatThrownBy(() -> run(Composed.class))
                .hasMessageContaining("does not carry over")
                .hasMessageContaining("Composed.get");
    }

    private static void run(Class<?> more) {
        SpringApplication.run(new Class<?>[] {SpringApi.class, more}, new String[] {"--server.port=0"})
                .close();
        assertThat(more).as("started with").isNull();
    }

    static final class Deaf implements HandlerMapping {
        @Override
        public @Nullable HandlerExecutionChain getHandler(HttpServletRequest request) {
            return null;
        }
    }

    @RestController
    static class Mistyped {
        @GetMapping("/mistyped")
        @RequiresScope("reports:raed")
        String get() {
            return "";
        }
    }

    @Retention(RetentionPolicy.RUNTIME)
    @RequiresScope("reports:read")
    @interface Readers {}

    @RestController
    static class Composed {
        @GetMapping("/composed")
        @Readers
        String get() {
            return "";
        }
    }
}
