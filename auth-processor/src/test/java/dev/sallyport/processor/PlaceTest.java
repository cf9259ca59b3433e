package dev.sallyport.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PlaceTest {
    @TempDir
    private Path output;

    @Test
    void aClassThatNoRequestReachesIsAnError() {
        assertThat(compile("""
                @RateLimited("1/day")
                @RequiresScope("a")
                class S {}
                """))
                .containsExactly("ERROR 1: @RateLimited on app.S has no effect: no request reaches it. Put it on a"
                        + " servlet, on a JAX-RS resource, or on an interface or superclass of one");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    @RequiresScope("a") @interface S {}
                    @RequiresScope("a") record S(int x) {}
                    @RequiresScope("a") enum S {}
                    @RequiresScope("a") interface S { String report(); }
                    @RequiresScope("a") abstract class S implements Filter {}
                    class S { @RequiresScope("a") static final class Inner {} }
                    """)
    void soIsEverythingElseThatNoRequestReaches(String text) {
        assertThat(compile(text)).hasSize(1).first().asString().contains("has no effect: no request reaches it");
    }

    @Test
    void aMethodOfAServletThatAnswersNoRequestIsAnErrorAlsoWithJakartasAnnotations() {
        assertThat(compile("""
                class S extends HttpServlet {
                    @RequiresScope("a")
                    void doGet(HttpServletRequest request) {}
                    @DenyAll
                    void check(HttpServletRequest request, HttpServletResponse response) {}
                }
                """))
                .containsExactly(
                        "ERROR 2: @RequiresScope on app.S.doGet has no effect there; put it on the class, on service, or on one"
                                + " of doGet, doHead, doPost, doPut, doDelete, doPatch, doOptions, doTrace with the parameters"
                                + " HttpServletRequest and HttpServletResponse",
                        "ERROR 4: @DenyAll on app.S.check has no effect there; put it on the class, on service, or on one of"
                                + " doGet, doHead, doPost, doPut, doDelete, doPatch, doOptions, doTrace with the parameters"
                                + " HttpServletRequest and HttpServletResponse");
    }

    @Test
    void aMethodOfAResourceThatAnswersNoRequestIsAnError() {
        assertThat(compile("""
                @Path("reports")
                @RequiresScope("a")
                public class S {
                    @GET @RequiresScope("b") public String list() { return ""; }
                    @Path("{id}") @RequiresScope("c") public Object one() { return this; }
                    @RequiresScope("d")
                    String load() { return ""; }
                }
                """))
                .containsExactly(
                        "ERROR 6: @RequiresScope on app.S.load has no effect there: no request reaches it. Put it"
                                + " on a method of a servlet or of a JAX-RS resource that answers one");
    }

    @Test
    void methodsOfHttpThatSomebodyAddsCount() {
        assertThat(new Compilation(output)
                        .of(
                                Source.of(
                                        "PURGE",
                                        "@java.lang.annotation.Retention(java.lang.annotation.RetentionPolicy.RUNTIME)"
                                                + " @jakarta.ws.rs.HttpMethod(\"PURGE\") @interface PURGE {}"),
                                Source.of("S", "class S { @PURGE @RequiresScope(\"a\") public void purge() {} }")))
                .isEmpty();
    }

    @Test
    void interfacesOfEndpointsMayDemand() {
        assertThat(new Compilation(output)
                        .of(
                                Source.of("Marker", "@RequiresScope(\"a\") interface Marker {}"),
                                Source.of("Gets", """
                                        interface Gets {
                                            @RequiresScope("a")
                                            void doGet(HttpServletRequest request, HttpServletResponse response);
                                        }
                                        """),
                                Source.of("Api", "interface Api { @RequiresScope(\"a\") String list(); }"),
                                Source.of("Mapped", "@RequiresScope(\"a\") interface Mapped { @GET String all(); }"),
                                Source.of("Resource", """
                                        @Path("x")
                                        public class Resource implements Api, Mapped {
                                            @Override @GET public String list() { return ""; }
                                            @Override @RequiresScope("b") public String all() { return ""; }
                                        }
                                        """)))
                .isEmpty();
    }

    @Test
    void anInterfaceOfAServiceDoesNotPassForOne() {
        assertThat(new Compilation(output)
                        .of(
                                Source.of("Service", "interface Service { @RequiresScope(\"a\") String list(); }"),
                                Source.of(
                                        "Other",
                                        "class Other implements Service { public String list() { return \"\"; } }")))
                .containsExactly(
                        "ERROR 1: @RequiresScope on app.Service.list has no effect there: no request reaches it. Put it"
                                + " on a method of a servlet or of a JAX-RS resource that answers one");
    }

    @Test
    void jakartasAnnotationsBelongToOthersOutsideOfEndpoints() {
        assertThat(compile("@RolesAllowed({}) @PermitAll class S { @DenyAll @PermitAll void x() {} }"))
                .isEmpty();
    }

    @Test
    void controllersOfSpringAreEndpoints() {
        Source controller = Source.whole(
                "org/springframework/stereotype/Controller.java",
                "package org.springframework.stereotype; public @interface Controller {}");
        Source mapping = Source.whole(
                "org/springframework/web/bind/annotation/RequestMapping.java",
                "package org.springframework.web.bind.annotation; public @interface RequestMapping {}");
        Source get = Source.whole(
                "org/springframework/web/bind/annotation/GetMapping.java",
                "package org.springframework.web.bind.annotation; @RequestMapping public @interface GetMapping {}");
        assertThat(new Compilation(output).of(controller, mapping, get, Source.of("S", """
                @org.springframework.stereotype.Controller @RequiresScope("a")
                class S {
                    @org.springframework.web.bind.annotation.GetMapping @RequiresScope("a") void get() {}
                    @RequiresScope("a") void helper() {}
                }
                """)))
                .hasSize(1)
                .first()
                .asString()
                .startsWith("ERROR 4: @RequiresScope on app.S.helper has no effect there");
    }

    private List<String> compile(String text) {
        return new Compilation(output).of(Source.of("S", text));
    }
}
