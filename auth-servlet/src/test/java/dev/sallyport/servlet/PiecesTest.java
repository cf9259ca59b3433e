package dev.sallyport.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PiecesTest {
    @Test
    void namesAreThoseOfTheClasses() {
        assertThat(Pieces.FILTER).isEqualTo(SallyportFilter.class.getName());
        assertThat(Pieces.SERVLET).isEqualTo(SallyportServlet.class.getName());
        assertThat(Pieces.CLOSED).isEqualTo(ClosedContext.class.getName());
    }
}
