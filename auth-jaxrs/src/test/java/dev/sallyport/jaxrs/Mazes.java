package dev.sallyport.jaxrs;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Application;
import java.util.Set;

/** An application of which all resources lead to each other. */
final class Mazes {
    private Mazes() {}

    public static final class Mazed extends Application {
        @Override
        public Set<Class<?>> getClasses() {
            return Set.of(SallyportFeature.class, Maze.class);
        }
    }

    /** Every hall leads to every other one. */
    public interface Hall {
        @GET
        default String get() {
            return "here";
        }

        @Path("a")
        default A a() {
            return new A();
        }

        @Path("b")
        default B b() {
            return new B();
        }

        @Path("c")
        default C c() {
            return new C();
        }

        @Path("d")
        default D d() {
            return new D();
        }

        @Path("e")
        default E e() {
            return new E();
        }

        @Path("f")
        default F f() {
            return new F();
        }

        @Path("g")
        default G g() {
            return new G();
        }

        @Path("h")
        default H h() {
            return new H();
        }

        @Path("i")
        default I i() {
            return new I();
        }

        @Path("j")
        default J j() {
            return new J();
        }
    }

    @Path("maze")
    public static final class Maze implements Hall {}

    public static final class A implements Hall {}

    public static final class B implements Hall {}

    public static final class C implements Hall {}

    public static final class D implements Hall {}

    public static final class E implements Hall {}

    public static final class F implements Hall {}

    public static final class G implements Hall {}

    public static final class H implements Hall {}

    public static final class I implements Hall {}

    public static final class J implements Hall {}
}
