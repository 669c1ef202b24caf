# Every colour that the compiled design system names, turned into a custom property of nightout.css.
# `make css` stops if a colour is left over.

# What lies under text.
s/(background(-color)?):#fff([;}])/\1:var(--surface)\3/g
s/(background-color):#(f0f0f0|dfe1e2)([;}])/\1:var(--sunken)\3/g
s/(background-color):#0e4f5c([;}])/\1:var(--fill)\2/g
s/(background-color):#(093b44|111819)([;}])/\1:var(--fill-hover)\3/g
s/(background-color):#1b1b1b([;}])/\1:var(--ink)\2/g
s/(background-color):#(c9c9c9|e6e6e6)([;}])/\1:var(--disabled)\3/g
s/(background-color):#(757575|71767a|565c65|3d4551)([;}])/\1:var(--muted)\3/g
s/(background-color):#(97d4ea|e1f3f8|c3ebfa)([;}])/\1:var(--picked)\3/g
s/(background-color):rgba\(14,79,92,.1\)([;}])/\1:var(--picked)\2/g
s/(background-color):#(ffbe2e)([;}])/\1:var(--lamp)\3/g
s/(background-color):#(936f38|6b5947)([;}])/\1:var(--lamp-hover)\3/g
s/(background-color):#(00bde3|28a0cb|07648d)([;}])/\1:var(--fill)\3/g
s/(background-color):#(d83933|b50909|8b0a03|9c3d10)([;}])/\1:var(--error)\3/g
s/(background-color):#e7f6f8([;}])/\1:var(--info-soft)\2/g
s/(background-color):#faf3d1([;}])/\1:var(--warning-soft)\2/g
s/(background-color):#f4e3db([;}])/\1:var(--error-soft)\2/g
s/(background-color):#ecf3ec([;}])/\1:var(--success-soft)\2/g

# Text on a filled button, and text on the dusk of header and footer.
s/([{;]color):#fff([;}])/\1:var(--on-fill)\2/g
s/([{;]color):#(dfe1e2|f0f0f0|00bde3)([;}])/\1:var(--on-dusk)\3/g

# Lines of state.
s/(border-left-color):#ffbe2e/\1:var(--warning)/g
s/(border-left-color):#00bde3/\1:var(--info)/g
s/(border(-left)?-color):#00a91c/\1:var(--success)/g
s/#(d54309|9c3d10|b50909)([ ;}])/var(--error)\2/g

# Everything else: text, links, lines, focus.
s/#(1b1b1b|000)([ ;},])/var(--ink)\2/g
s/#0e4f5c([ ;},])/var(--link)\1/g
s/#(093b44|111819)([ ;},])/var(--link-hover)\2/g
s/#54278f([ ;},])/var(--link-visited)\1/g
s/#2491ff([ ;},])/var(--focus)\1/g
s/#(757575|71767a|454545|919191)([ ;},])/var(--muted)\2/g
s/#(565c65|a9aeb1|28a0cb)([ ;},])/var(--line-strong)\2/g
s/#(c9c9c9|e6e6e6|dfe1e2|f0f0f0|99deea)([ ;},])/var(--line)\2/g
s/rgba\(27,27,27,.2\)/var(--line)/g
s/#fff([ ;},])/var(--surface)\1/g
