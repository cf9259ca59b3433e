package dev.sallyport.processor;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import org.jspecify.annotations.Nullable;

/**
 * An annotation that means security to whoever wrote it, where it stands in the source.
 *
 * @param name of the annotation type, in full
 */
record Mark(Element element, AnnotationMirror mirror, String name) {
    static final String REQUIRES_SCOPE = "dev.sallyport.access.RequiresScope";
    static final String REQUIRES_TENANT = "dev.sallyport.access.RequiresTenant";
    static final String RATE_LIMITED = "dev.sallyport.access.RateLimited";
    static final String ROLES_ALLOWED = "jakarta.annotation.security.RolesAllowed";
    static final String PERMIT_ALL = "jakarta.annotation.security.PermitAll";
    static final String DENY_ALL = "jakarta.annotation.security.DenyAll";

    /** Those of the application server that say nothing about callers. */
    private static final Set<String> OF_NO_CONCERN =
            Set.of("jakarta.annotation.security.RunAs", "jakarta.annotation.security.DeclareRoles");

    private static final Set<String> UNDERSTOOD =
            Set.of(REQUIRES_SCOPE, REQUIRES_TENANT, RATE_LIMITED, ROLES_ALLOWED, PERMIT_ALL, DENY_ALL);

    private static final String OWN = "dev.sallyport.access.";
    private static final String JAKARTA = "jakarta.annotation.security.";
    private static final String JAVAX = "javax.annotation.security.";

    /** Those that stand on the element itself, in the order of the source. */
    static List<Mark> on(Element element) {
        List<Mark> marks = new ArrayList<>();
        for (AnnotationMirror mirror : element.getAnnotationMirrors()) {
            String name = ((TypeElement) mirror.getAnnotationType().asElement())
                    .getQualifiedName()
                    .toString();
            if ((name.startsWith(OWN) || name.startsWith(JAKARTA) || name.startsWith(JAVAX))
                    && !OF_NO_CONCERN.contains(name)) {
                marks.add(new Mark(element, mirror, name));
            }
        }
        return marks;
    }

    /** Whether it is this library's: then nobody else gives it a meaning. */
    boolean isOwn() {
        return name.startsWith(OWN);
    }

    boolean isUnderstood() {
        return UNDERSTOOD.contains(name);
    }

    /** As it is written: {@code @RequiresScope}. */
    String written() {
        return "@" + name.substring(name.lastIndexOf('.') + 1);
    }

    /** The class, or class and method. */
    String where() {
        return element instanceof ExecutableElement method
                ? TypeTree.declaring(method).getQualifiedName() + "." + method.getSimpleName()
                : element.toString();
    }

    /** What is written for an attribute; null when nothing is. */
    @Nullable
    AnnotationValue value(String attribute) {
        for (var entry : mirror.getElementValues().entrySet()) {
            ExecutableElement key = entry.getKey();
            if (key.getSimpleName().contentEquals(attribute)) {
                return entry.getValue();
            }
        }
        return null;
    }

    /** The members of an attribute that is an array. */
    List<AnnotationValue> values(String attribute) {
        AnnotationValue value = value(attribute);
        List<AnnotationValue> members = new ArrayList<>();
        if (value != null && value.getValue() instanceof List<?> list) {
            list.forEach(member -> members.add((AnnotationValue) member));
        }
        return members;
    }
}
