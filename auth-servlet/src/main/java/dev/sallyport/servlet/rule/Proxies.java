package dev.sallyport.servlet.rule;

import java.lang.reflect.Proxy;
import java.util.regex.Pattern;

/**
 * Classes that a program made while it ran, in place of those that people wrote. Without state.
 *
 * <p>See decision 0086.
 */
public final class Proxies {
    /** As CGLIB, Guice, Weld, OpenWebBeans, Javassist and Byte Buddy name them. */
    private static final Pattern NAMES = Pattern.compile(
            "CGLIB|\\$\\$EnhancerBy|\\$Proxy\\$_|_\\$\\$_|\\$\\$Owb\\w*Proxy|\\$ByteBuddy\\$|\\$HibernateProxy\\$");

    private Proxies() {}

    /** Tells whether it may stand for another class, by extending that or by calling it. */
    static boolean isMade(Class<?> type) {
        return Proxy.isProxyClass(type)
                || (type.isSynthetic() && !type.isHidden())
                || NAMES.matcher(type.getName()).find();
    }

    /** Tells whether it is a proxy that only shares interfaces with the class behind it: nobody sees what stands on that class. */
    public static boolean isBlind(Class<?> type) {
        return Proxy.isProxyClass(type)
                || (isMade(type) && type.getSuperclass() == Object.class && type.getInterfaces().length > 0);
    }

    /** @throws IllegalStateException when it is such a proxy, with what to do */
    public static void refuseBlind(Class<?> type) {
        if (isBlind(type)) {
            throw new IllegalStateException("The class " + type.getName()
                    + " is a proxy that has nothing but interfaces in common with the class behind it, so the annotations of that"
                    + " class are not seen: give the object itself, or a proxy that extends its class");
        }
    }
}
