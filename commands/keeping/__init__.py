"""« Retenir cet échange »: a thread proposed to the resource centre, with the agreement of those it quotes."""
