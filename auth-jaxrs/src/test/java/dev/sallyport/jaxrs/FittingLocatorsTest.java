package dev.sallyport.jaxrs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.access.AccessRule;
import dev.sallyport.scope.ScopeCatalog;
import dev.sallyport.servlet.rule.RuleValidator;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.UriInfo;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** How a resource is taken to have been reached where the runtime does not say it. */
class FittingLocatorsTest {
    @Test
    void locatorWhoseResultIsNotKnownYetMayHaveLedAnywhere() {
        assertThat(FittingLocators.between(Parent.class, Child.class))
                .extracting(Method::getName)
                .containsExactlyInAnyOrder("child", "later", "type", "object");
    }

    @Test
    void bridgeIsLocatorWhereItAloneIsVisible() {
        assertThat(FittingLocators.between(Visible.class, Child.class))
                .extracting(Method::toString)
                .containsExactly(Hidden.class.getDeclaredMethods()[0].toString());
    }

    @Test
    void locatorThatSomethingAboveMakesOneMayHaveBeenCalled() {
        assertThat(FittingLocators.between(Torn.class, Child.class))
                .extracting(Method::getName)
                .containsExactlyInAnyOrder("below", "other");
    }

    /** Such as one of {@code ResourceBuilder}, whose parent has no annotations of JAX-RS. */
    @Test
    void whatNoKnownLocatorLedToIsForNobody() {
        Locators locators = new FittingLocators();
        List<Locators.Step> steps = locators.of(matched(new Child(), new Unknown()));

        assertThat(steps).singleElement().satisfies(step -> {
            assertThat(step.parent()).isEqualTo(Unknown.class);
            assertThat(step.methods()).isEmpty();
            assertThat(new ResourceRuleReader(locators)
                            .of(step, new RuleValidator(ScopeCatalog.of(Map.of()), Set.of())))
                    .singleElement()
                    .satisfies(rule -> assertThat(rule.rule().rule().demand()).isEqualTo(AccessRule.Demand.CLOSED));
        });
    }

    @Test
    void rootResourceIsReachedWithoutLocator() {
        assertThat(new FittingLocators().of(matched(new Child()))).isEmpty();
    }

    private static UriInfo matched(Object... resources) {
        return (UriInfo) Proxy.newProxyInstance(
                FittingLocatorsTest.class.getClassLoader(), new Class<?>[] {UriInfo.class}, (proxy, method, values) -> {
                    assertThat(method.getName()).isEqualTo("getMatchedResources");
                    return List.of(resources);
                });
    }

    public static final class Parent {
        @Path("child")
        public Child child() {
            return new Child();
        }

        @Path("later")
        public CompletionStage<Child> later() {
            return CompletableFuture.completedFuture(new Child());
        }

        @Path("type")
        public Class<Child> type() {
            return Child.class;
        }

        @Path("object")
        public Object object() {
            return new Child();
        }

        @Path("stranger")
        public Stranger stranger() {
            return new Stranger();
        }

        @GET
        @Path("method")
        public Child method() {
            return new Child();
        }
    }

    public static final class Child {
        @GET
        public String get() {
            return "";
        }
    }

    public static final class Stranger {
        @GET
        public String get() {
            return "";
        }
    }

    static class Hidden {
        @Path("{id}")
        public Child one() {
            return new Child();
        }
    }

    public static class Visible extends Hidden {}

    public static class Above {
        @Path("below")
        public Object below() {
            return new Child();
        }
    }

    interface Contract {
        @GET
        @Path("below")
        Object below();
    }

    public static class Torn extends Above implements Contract {
        @Override
        public Object below() {
            return new Child();
        }

        @Path("other")
        public Child other() {
            return new Child();
        }
    }

    public static final class Unknown {
        public Child child() {
            return new Child();
        }
    }
}
