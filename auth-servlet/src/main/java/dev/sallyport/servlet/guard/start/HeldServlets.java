package dev.sallyport.servlet.guard.start;

import jakarta.servlet.GenericServlet;
import jakarta.servlet.Servlet;
import jakarta.servlet.ServletRegistration;
import java.lang.reflect.Field;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Servlets that hand over to others which they hold. The container names the one that it calls, and only its annotations are seen,
 * so a wrapper without any would lose those of what is inside it. Without state.
 *
 * <p>See decision 0070.
 */
final class HeldServlets {
    private HeldServlets() {}

    /**
     * @param isOutside whether nothing that leads to it is protected; then what it holds may be of a class that bears no annotation
     * @throws IllegalStateException when the class holds a servlet, and no annotation says what every request to it needs
     */
    static void requireAnnotated(
            ServletRegistration registration, Class<?> servlet, ServletRule rules, boolean isOutside) {
        if (rules.other().isAnnotated()) {
            return;
        }
        field(servlet, isOutside).ifPresent(field -> {
            throw new IllegalStateException("The servlet " + registration.getClassName()
                    + " holds another one in the field \"" + field.getName() + "\" of "
                    + field.getDeclaringClass().getName()
                    + ". It is what the container calls, and what it holds is not seen with its annotations: annotate the class"
                    + " that hands over with what every request to it needs, such as @RequiresScope(…), or with @PermitAll; of a"
                    + " class that is not yours, register an annotated subclass");
        });
    }

    private static Optional<Field> field(Class<?> servlet, boolean annotatedOnly) {
        for (Class<?> type = servlet; type != null && !isOfTheApi(type); type = type.getSuperclass()) {
            Optional<Field> found = Stream.of(declared(type))
                    .filter(field -> holdsServlet(field, annotatedOnly))
                    .findFirst();
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private static boolean isOfTheApi(Class<?> type) {
        return type == Object.class
                || type.getPackageName().equals(GenericServlet.class.getPackageName())
                || type.getPackageName().equals("jakarta.servlet.http");
    }

    /** None of a class of which a part is missing at run time, as optional parts of frameworks are. */
    private static Field[] declared(Class<?> type) {
        try {
            return type.getDeclaredFields();
        } catch (LinkageError e) {
            return new Field[0];
        }
    }

    /** What an anonymous class took from around it counts; the object around an inner class does not. */
    private static boolean holdsServlet(Field field, boolean annotatedOnly) {
        if (Modifier.isStatic(field.getModifiers())
                || (field.isSynthetic() && field.getName().startsWith("this$"))) {
            return false;
        }
        try {
            return isServlet(field.getGenericType(), annotatedOnly);
        } catch (TypeNotPresentException | LinkageError e) {
            return false;
        }
    }

    /** A servlet, or what holds some, such as a list or a supplier. */
    private static boolean isServlet(Type type, boolean annotatedOnly) {
        if (type instanceof Class<?> plain) {
            return plain.isArray()
                    ? isServlet(plain.getComponentType(), annotatedOnly)
                    : Servlet.class.isAssignableFrom(plain) && (!annotatedOnly || mayBeAnnotated(plain));
        }
        if (type instanceof ParameterizedType parameterized) {
            return isServlet(parameterized.getRawType(), annotatedOnly)
                    || (parameterized.getRawType() != Class.class
                            && Stream.of(parameterized.getActualTypeArguments())
                                    .anyMatch(each -> isServlet(each, annotatedOnly)));
        }
        if (type instanceof WildcardType wildcard) {
            return Stream.of(wildcard.getUpperBounds()).anyMatch(each -> isServlet(each, annotatedOnly));
        }
        return type instanceof GenericArrayType array && isServlet(array.getGenericComponentType(), annotatedOnly);
    }

    /** Of a field for any servlet nobody knows what is in it. */
    private static boolean mayBeAnnotated(Class<?> held) {
        return isOfTheApi(held) || Modifier.isAbstract(held.getModifiers()) || Lineage.usesOwnAnnotations(held);
    }
}
