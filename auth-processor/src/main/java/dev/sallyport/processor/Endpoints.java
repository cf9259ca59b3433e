package dev.sallyport.processor;

import java.util.List;
import java.util.Set;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;

/**
 * What requests reach: servlets and their handlers, JAX-RS resources and their methods, controllers of Spring MVC; and the
 * superclasses and interfaces of them. For the compiler's thread.
 */
final class Endpoints {
    static final List<String> HANDLERS =
            List.of("doGet", "doHead", "doPost", "doPut", "doDelete", "doPatch", "doOptions", "doTrace");

    private static final String HTTP_REQUEST = "jakarta.servlet.http.HttpServletRequest";
    private static final String HTTP_RESPONSE = "jakarta.servlet.http.HttpServletResponse";

    /** Annotations that make a class or method answer requests, by themselves or by standing on another annotation. */
    private static final Set<String> MAPPINGS = Set.of(
            "jakarta.ws.rs.Path",
            "jakarta.ws.rs.HttpMethod",
            "org.springframework.stereotype.Controller",
            "org.springframework.web.bind.annotation.RequestMapping");

    private final Elements elements;
    private final TypeTree tree;

    Endpoints(Elements elements, TypeTree tree) {
        this.elements = elements;
        this.tree = tree;
    }

    static boolean isServlet(TypeElement type) {
        return TypeTree.ancestry(type).stream()
                .anyMatch(each -> each.getQualifiedName().contentEquals("jakarta.servlet.Servlet"));
    }

    /** Whether requests can reach the type, or something compiled here that inherits from it. */
    boolean isEndpoint(TypeElement type) {
        return TypeTree.hasUnknown(type)
                || answers(type)
                || isMarker(type)
                || tree.descendants(type).stream().anyMatch(Endpoints::answers);
    }

    /** An interface, or an abstract class, without a method: what inherits from it may be compiled elsewhere. */
    private static boolean isMarker(TypeElement type) {
        return (type.getKind() == ElementKind.INTERFACE || type.getModifiers().contains(Modifier.ABSTRACT))
                && TypeTree.ancestry(type).stream()
                        .filter(each -> !each.getQualifiedName().contentEquals("java.lang.Object"))
                        .allMatch(each -> ElementFilter.methodsIn(each.getEnclosedElements())
                                .isEmpty());
    }

    private static boolean answers(TypeElement type) {
        return isServlet(type)
                || TypeTree.ancestry(type).stream()
                        .anyMatch(each -> isMapped(each)
                                || ElementFilter.methodsIn(each.getEnclosedElements()).stream()
                                        .anyMatch(Endpoints::answers));
    }

    /** Whether a request is decided by the method: it, or what it overrides, or what overrides it, answers one. */
    boolean isEndpoint(ExecutableElement method) {
        TypeElement type = TypeTree.declaring(method);
        return TypeTree.hasUnknown(type)
                || answers(method)
                || (!isServlet(type) && (overridesOne(method, type) || isOverriddenByOne(method, type)));
    }

    private boolean overridesOne(ExecutableElement method, TypeElement type) {
        return TypeTree.ancestry(type).stream()
                .flatMap(each -> ElementFilter.methodsIn(each.getEnclosedElements()).stream())
                .anyMatch(other -> answers(other) && elements.overrides(method, other, type));
    }

    private boolean isOverriddenByOne(ExecutableElement method, TypeElement type) {
        return tree.descendants(type).stream()
                .anyMatch(heir -> TypeTree.ancestry(heir).stream()
                        .flatMap(each -> ElementFilter.methodsIn(each.getEnclosedElements()).stream())
                        .anyMatch(other -> answers(other) && elements.overrides(other, method, heir)));
    }

    private static boolean answers(ExecutableElement method) {
        return isHandler(method) || isMapped(method);
    }

    /** The same as what is looked at when the application starts. */
    static boolean isHandler(ExecutableElement method) {
        List<? extends VariableElement> parameters = method.getParameters();
        if (parameters.size() != 2) {
            return false;
        }
        String name = method.getSimpleName().toString();
        boolean http = isOf(parameters.get(0), HTTP_REQUEST) && isOf(parameters.get(1), HTTP_RESPONSE);
        return name.equals("service")
                ? http
                        || (isOf(parameters.get(0), "jakarta.servlet.ServletRequest")
                                && isOf(parameters.get(1), "jakarta.servlet.ServletResponse"))
                : http && HANDLERS.contains(name);
    }

    private static boolean isOf(VariableElement parameter, String type) {
        return parameter.asType() instanceof DeclaredType declared && isNamed(declared.asElement(), type);
    }

    private static boolean isMapped(Element element) {
        return element.getAnnotationMirrors().stream().anyMatch(mirror -> {
            Element annotation = mirror.getAnnotationType().asElement();
            return isMapping(annotation)
                    || annotation.getAnnotationMirrors().stream()
                            .map(AnnotationMirror::getAnnotationType)
                            .anyMatch(meta -> isMapping(meta.asElement()));
        });
    }

    private static boolean isMapping(Element annotation) {
        return annotation instanceof TypeElement type
                && MAPPINGS.contains(type.getQualifiedName().toString());
    }

    private static boolean isNamed(Element element, String name) {
        return element instanceof TypeElement type && type.getQualifiedName().contentEquals(name);
    }
}
