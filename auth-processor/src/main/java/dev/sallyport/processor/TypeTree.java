package dev.sallyport.processor;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;

/** Who inherits from whom, among what is compiled and what that rests on. For the compiler's thread. */
final class TypeTree {
    private final Set<TypeElement> compiled = new LinkedHashSet<>();

    void addAll(Collection<TypeElement> types) {
        compiled.addAll(types);
    }

    /** The class or interface whose method it is. */
    static TypeElement declaring(ExecutableElement method) {
        return (TypeElement) Objects.requireNonNull(method.getEnclosingElement());
    }

    /** The type itself, its superclasses and all interfaces. */
    static Set<TypeElement> ancestry(TypeElement type) {
        Set<TypeElement> found = new LinkedHashSet<>();
        add(type, found);
        return found;
    }

    private static void add(TypeElement type, Set<TypeElement> found) {
        if (found.add(type)) {
            add(type.getSuperclass(), found);
            type.getInterfaces().forEach(each -> add(each, found));
        }
    }

    private static void add(TypeMirror mirror, Set<TypeElement> found) {
        if (mirror instanceof DeclaredType declared && declared.asElement() instanceof TypeElement type) {
            add(type, found);
        }
    }

    /** Whether an ancestor is not there yet: another processor may still make it, or the compiler complains by itself. */
    static boolean hasUnknown(TypeElement type) {
        return ancestry(type).stream()
                .anyMatch(each -> each.getSuperclass().getKind() == TypeKind.ERROR
                        || each.getInterfaces().stream().anyMatch(mirror -> mirror.getKind() == TypeKind.ERROR));
    }

    /** What is compiled and has the type in its ancestry, the type itself left out. */
    Set<TypeElement> descendants(TypeElement type) {
        Set<TypeElement> found = new LinkedHashSet<>();
        for (TypeElement each : compiled) {
            if (!each.equals(type) && ancestry(each).contains(type)) {
                found.add(each);
            }
        }
        return found;
    }
}
