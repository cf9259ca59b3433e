package dev.sallyport.servlet.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
@SuppressWarnings("ClassCanBeStatic") // inner classes are what it is about
class OverriddenTest {
    /** The argument of the superclass's variable is that variable itself, or made of it. */
    @Test
    void innerClassMayExtendItsOuterOne() throws Exception {
        Method put = Node.class.getMethod("put", Object.class, Object.class);

        assertThat(new Overridden(Node.Inner.class, put).apply(Node.class)).containsExactly(put);
        assertThat(new Overridden(Node.Swapped.class, put).apply(Node.class)).containsExactly(put);
        assertThat(new Overridden(Node.Arrayed.class, put).apply(Node.class)).containsExactly(put);
    }

    @Test
    void innerClassThatExtendsItsOuterOneOverridesItsMethods() throws Exception {
        Method own = Node.Inner.class.getMethod("put", Object.class, Object.class);

        assertThat(new Overridden(Node.Inner.class, own).apply(Node.class))
                .containsExactly(Node.class.getMethod("put", Object.class, Object.class));
    }

    @Test
    void bridgeIntoHiddenSuperclassStandsForTheMethodThere() throws Exception {
        Method bridge = Shown.class.getDeclaredMethod("one", String.class);
        assertThat(bridge.isSynthetic()).isTrue();
        assertThat(bridge.isAnnotationPresent(Deprecated.class)).isTrue();

        Overridden overridden = new Overridden(Shown.class, bridge);

        assertThat(overridden.method()).isEqualTo(Hidden.class.getDeclaredMethod("one", String.class));
        assertThat(overridden.apply(Shown.class)).isEmpty();
        assertThat(overridden.apply(Hidden.class)).containsExactly(overridden.method());
    }

    @Test
    void bridgeOfErasedSignatureStandsForTheMethodThatItCalls() throws Exception {
        for (Class<?> type : new Class<?>[] {Typed.class, Further.class, Inheriting.class}) {
            Method bridge = synthetic(type, "find");
            Method real = type == Further.class
                    ? Further.class.getMethod("find", Integer.class)
                    : type == Typed.class
                            ? Typed.class.getMethod("find", Integer.class)
                            : Unrelated.class.getMethod("find", Integer.class);
            assertThat(new Overridden(type, bridge).method()).as(type.getName()).isEqualTo(real);
        }
    }

    @Test
    void bridgeOfNarrowerResultStandsForTheMethodThatItCalls() throws Exception {
        Method real = new Overridden(Narrow.class, synthetic(Narrow.class, "find")).method();

        assertThat(real.isSynthetic()).isFalse();
        assertThat(real.getReturnType()).isEqualTo(String.class);
    }

    private static Method synthetic(Class<?> type, String name) {
        return Arrays.stream(type.getMethods())
                .filter(method -> method.isSynthetic() && method.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    public static class Node<T, U> {
        public void put(T one, U other) {}

        public class Inner extends Node<T, U> {
            @Override
            public void put(T one, U other) {}
        }

        public class Swapped extends Node<U, T> {}

        public class Arrayed extends Node<T[], U[]> {}
    }

    static class Hidden {
        @Deprecated
        public void one(String id) {}
    }

    public static class Shown extends Hidden {}

    public interface Crud<T> {
        Object find(T id);
    }

    public static class Typed implements Crud<Integer> {
        @Override
        public Object find(Integer id) {
            return id;
        }
    }

    public static class Further extends Typed {
        @Override
        public Object find(Integer id) {
            return id;
        }
    }

    public static class Unrelated {
        public Object find(Integer id) {
            return id;
        }
    }

    public static class Inheriting extends Unrelated implements Crud<Integer> {}

    public static class Narrow implements Crud<Integer> {
        @Override
        public String find(Integer id) {
            return "";
        }
    }
}
