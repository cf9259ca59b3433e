package dev.sallyport.servlet.guard;

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
 */
final class HeldServlets {
    private HeldServlets() {}

    /** @throws IllegalStateException when the class holds a servlet, and no annotation says what every request to it needs */
    static void requireAnnotated(ServletRegistration registration, Class<?> servlet, Rules rules) {
        if (rules.other().isAnnotated()) {
            return;
        }
        field(servlet).ifPresent(field -> {
            throw new IllegalStateException("The servlet " + registration.getClassName()
                    + " holds another one in the field \"" + field.getName() + "\" of "
                    + field.getDeclaringClass().getName()
                    + ". It is what the container calls, and what it holds is not seen with its annotations: annotate the class"
                    + " that hands over with what every request to it needs, such as @RequiresScope(…), or with @PermitAll; of a"
                    + " class that is not yours, register an annotated subclass");
        });
    }

    private static Optional<Field> field(Class<?> servlet) {
        for (Class<?> type = servlet; type != null && !isOfTheApi(type); type = type.getSuperclass()) {
            Optional<Field> found =
                    Stream.of(declared(type)).filter(HeldServlets::holdsServlet).findFirst();
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
    private static boolean holdsServlet(Field field) {
        if (Modifier.isStatic(field.getModifiers())
                || (field.isSynthetic() && field.getName().startsWith("this$"))) {
            return false;
        }
        try {
            return isServlet(field.getGenericType());
        } catch (TypeNotPresentException | LinkageError e) {
            return false;
        }
    }

    /** A servlet, or what holds some, such as a list or a supplier. */
    private static boolean isServlet(Type type) {
        if (type instanceof Class<?> plain) {
            return plain.isArray() ? isServlet(plain.getComponentType()) : Servlet.class.isAssignableFrom(plain);
        }
        if (type instanceof ParameterizedType parameterized) {
            return isServlet(parameterized.getRawType())
                    || (parameterized.getRawType() != Class.class
                            && Stream.of(parameterized.getActualTypeArguments()).anyMatch(HeldServlets::isServlet));
        }
        if (type instanceof WildcardType wildcard) {
            return Stream.of(wildcard.getUpperBounds()).anyMatch(HeldServlets::isServlet);
        }
        return type instanceof GenericArrayType array && isServlet(array.getGenericComponentType());
    }
}
