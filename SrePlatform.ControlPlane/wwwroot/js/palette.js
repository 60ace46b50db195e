// Search and jump: the field asks the server, arrows choose, Enter opens.
document.addEventListener('alpine:init', () => {
  Alpine.data('palette', () => ({
    at: 0,
    init() {
      this.$el.addEventListener('opened', () => { this.$refs.field.select(); htmx.trigger(this.$refs.field, 'open'); });
      this.$el.addEventListener('htmx:afterSwap', () => { this.at = 0; this.mark(); });
    },
    links() { return [...this.$el.closest('dialog').querySelectorAll('#found a')]; },
    mark() {
      this.links().forEach((link, index) => {
        link.classList.toggle('at', index === this.at);
        link.setAttribute('aria-selected', index === this.at);
        if (index === this.at) { link.scrollIntoView({ block: 'nearest' }); this.$refs.field.setAttribute('aria-activedescendant', link.id); }
      });
    },
    keys(event) {
      const count = this.links().length;
      if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
        event.preventDefault();
        this.at = count ? (this.at + (event.key === 'ArrowDown' ? 1 : count - 1)) % count : 0;
        this.mark();
      } else if (event.key === 'Enter') {
        event.preventDefault();
        this.links()[this.at]?.click();
      }
    },
  }));
});
