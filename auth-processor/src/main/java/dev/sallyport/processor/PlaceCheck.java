package dev.sallyport.processor;

import java.util.List;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;

/** Whether annotations stand where a request is decided by them. For the compiler's thread. */
final class PlaceCheck {
    private final Endpoints endpoints;
    private final Findings findings;

    PlaceCheck(Endpoints endpoints, Findings findings) {
        this.endpoints = endpoints;
        this.findings = findings;
    }

    boolean isEndpoint(TypeElement type) {
        return endpoints.isEndpoint(type);
    }

    void check(TypeElement type, List<Mark> marks) {
        if (marks.stream().anyMatch(Mark::isOwn) && !endpoints.isEndpoint(type)) {
            Mark first = marks.stream().filter(Mark::isOwn).findFirst().orElseThrow();
            findings.error(
                    first,
                    first.written() + " on " + first.where()
                            + " has no effect: no request reaches it. Put it on a servlet,"
                            + " on a JAX-RS resource, or on an interface or superclass of one");
        }
    }

    void check(ExecutableElement method, List<Mark> marks) {
        if (endpoints.isEndpoint(method)) {
            return;
        }
        boolean servlet = Endpoints.isServlet(TypeTree.declaring(method));
        marks.stream()
                .filter(mark -> mark.isOwn() || (servlet && mark.isUnderstood()))
                .findFirst()
                .ifPresent(mark -> findings.error(mark, servlet ? inServlet(mark) : elsewhere(mark)));
    }

    private static String inServlet(Mark mark) {
        return mark.written() + " on " + mark.where()
                + " has no effect there; put it on the class, on service, or on one of "
                + String.join(", ", Endpoints.HANDLERS)
                + " with the parameters HttpServletRequest and HttpServletResponse";
    }

    private static String elsewhere(Mark mark) {
        return mark.written() + " on " + mark.where()
                + " has no effect there: no request reaches it. Put it on a method of a"
                + " servlet or of a JAX-RS resource that answers one";
    }
}
